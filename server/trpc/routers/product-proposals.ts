import { z } from "zod";
import {
  CreateProposalInput,
  DecideProposalInput,
  ImportedProduct,
  ImportProductInput,
  ProposalIdInput,
  ProposalState,
  ProposalView,
  SaveProposalInput,
  SendBackProposalInput,
} from "@/domain/products/proposal-schema";
import { approveProposal } from "@/server/services/products/approve-proposal";
import { createProposal } from "@/server/services/products/create-proposal";
import { discardProposal } from "@/server/services/products/discard-proposal";
import { getProposal } from "@/server/services/products/get-proposal";
import { importProduct } from "@/server/services/products/import-product";
import { saveProposal } from "@/server/services/products/save-proposal";
import { sendBackProposal } from "@/server/services/products/send-back-proposal";
import { submitProposal } from "@/server/services/products/submit-proposal";
import { takeBackProposal } from "@/server/services/products/take-back-proposal";
import { takeOverProposal } from "@/server/services/products/take-over-proposal";
import { bankProcedure, router } from "@/server/trpc/init";

export const productProposalsRouter = router({
  create: bankProcedure
    .meta({ permission: "product.write" })
    .input(CreateProposalInput)
    .output(ProposalState)
    .mutation(({ ctx, input }) => createProposal(ctx, input)),
  import: bankProcedure
    .meta({ permission: "product.write" })
    .input(ImportProductInput)
    .output(ImportedProduct)
    .mutation(({ ctx, input }) => importProduct(ctx, input)),
  get: bankProcedure
    .meta({ permission: "product.read" })
    .input(ProposalIdInput)
    .output(ProposalView)
    .query(({ ctx, input }) => getProposal(ctx, input)),
  save: bankProcedure
    .meta({ permission: "product.edit" })
    .input(SaveProposalInput)
    .output(ProposalState)
    .mutation(({ ctx, input }) => saveProposal(ctx, input)),
  takeOver: bankProcedure
    .meta({ permission: "product.write" })
    .input(DecideProposalInput)
    .output(ProposalState)
    .mutation(({ ctx, input }) => takeOverProposal(ctx, input)),
  submit: bankProcedure
    .meta({ permission: "product.edit" })
    .input(DecideProposalInput)
    .output(ProposalState)
    .mutation(({ ctx, input }) => submitProposal(ctx, input)),
  approve: bankProcedure
    .meta({ permission: "product.approve" })
    .input(DecideProposalInput)
    .output(ProposalState)
    .mutation(({ ctx, input }) => approveProposal(ctx, input)),
  sendBack: bankProcedure
    .meta({ permission: "product.approve" })
    .input(SendBackProposalInput)
    .output(z.strictObject({ proposalId: z.uuid() }))
    .mutation(({ ctx, input }) => sendBackProposal(ctx, input)),
  takeBack: bankProcedure
    .meta({ permission: "product.edit" })
    .input(ProposalIdInput)
    .output(ProposalState)
    .mutation(({ ctx, input }) => takeBackProposal(ctx, input)),
  discard: bankProcedure
    .meta({ permission: "product.write" })
    .input(ProposalIdInput)
    .output(ProposalState)
    .mutation(({ ctx, input }) => discardProposal(ctx, input)),
});
