import { z } from "zod";
import { ShelfInput } from "@/domain/products/bank-schema";
import { ProductHistory } from "@/domain/products/history-schema";
import { OfficeProductList } from "@/domain/products/office-schema";
import {
  DecideProposalInput,
  ProposalIdInput,
  ProposalState,
  ProposalView,
  SendBackProposalInput,
} from "@/domain/products/proposal-schema";
import { getProposal } from "@/server/services/products/get-proposal";
import { getProductHistory } from "@/server/services/products/get-product-history";
import { letInProduct } from "@/server/services/products/let-in-product";
import { listOfficeProducts } from "@/server/services/products/list-office-products";
import { sendBackProposal } from "@/server/services/products/send-back-proposal";
import { officeProcedure, router } from "@/server/trpc/init";

export const officeProductsRouter = router({
  list: officeProcedure
    .meta({ permission: "product.read" })
    .output(OfficeProductList)
    .query(({ ctx }) => listOfficeProducts(ctx)),
  get: officeProcedure
    .meta({ permission: "product.read" })
    .input(ShelfInput)
    .output(ProductHistory)
    .query(({ ctx, input }) => getProductHistory(ctx, input)),
  proposal: officeProcedure
    .meta({ permission: "product.read" })
    .input(ProposalIdInput)
    .output(ProposalView)
    .query(({ ctx, input }) => getProposal(ctx, input)),
  letIn: officeProcedure
    .meta({ permission: "product.let_in" })
    .input(DecideProposalInput)
    .output(ProposalState)
    .mutation(({ ctx, input }) => letInProduct(ctx, input)),
  sendBack: officeProcedure
    .meta({ permission: "product.let_in" })
    .input(SendBackProposalInput)
    .output(z.strictObject({ proposalId: z.uuid() }))
    .mutation(({ ctx, input }) => sendBackProposal(ctx, input)),
});
