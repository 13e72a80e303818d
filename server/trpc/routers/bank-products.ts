import { BankProductList, ListBankProductsInput } from "@/domain/products/bank-schema";
import { listBankProducts } from "@/server/services/products/list-bank-products";
import { bankProcedure, router } from "@/server/trpc/init";

export const bankProductsRouter = router({
  list: bankProcedure
    .meta({ permission: "product.read" })
    .input(ListBankProductsInput)
    .output(BankProductList)
    .query(({ ctx }) => listBankProducts(ctx)),
});
