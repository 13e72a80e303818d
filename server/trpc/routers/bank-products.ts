import {
  BankProductList,
  ExportedProduct,
  ExportProductInput,
  ListBankProductsInput,
  ShelfInput,
  ShelfState,
} from "@/domain/products/bank-schema";
import { ProductHistory } from "@/domain/products/history-schema";
import { exportProduct } from "@/server/services/products/export-product";
import { getProductHistory } from "@/server/services/products/get-product-history";
import { listBankProducts } from "@/server/services/products/list-bank-products";
import { resumeProduct } from "@/server/services/products/resume-product";
import { withdrawProduct } from "@/server/services/products/withdraw-product";
import { bankProcedure, router } from "@/server/trpc/init";

export const bankProductsRouter = router({
  list: bankProcedure
    .meta({ permission: "product.read" })
    .input(ListBankProductsInput)
    .output(BankProductList)
    .query(({ ctx }) => listBankProducts(ctx)),
  get: bankProcedure
    .meta({ permission: "product.read" })
    .input(ShelfInput)
    .output(ProductHistory)
    .query(({ ctx, input }) => getProductHistory(ctx, input)),
  export: bankProcedure
    .meta({ permission: "product.read" })
    .input(ExportProductInput)
    .output(ExportedProduct)
    .query(({ ctx, input }) => exportProduct(ctx, input)),
  withdraw: bankProcedure
    .meta({ permission: "product.write" })
    .input(ShelfInput)
    .output(ShelfState)
    .mutation(({ ctx, input }) => withdrawProduct(ctx, input)),
  resume: bankProcedure
    .meta({ permission: "product.resume" })
    .input(ShelfInput)
    .output(ShelfState)
    .mutation(({ ctx, input }) => resumeProduct(ctx, input)),
});
