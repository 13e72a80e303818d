import {
  ListProductsInput,
  ObservedProductView,
  ProductIdInput,
  ProductListView,
} from "@/domain/products/views";
import { getProduct } from "@/server/services/products/get-product";
import { listProducts } from "@/server/services/products/list-products";
import { publicProcedure, router } from "@/server/trpc/init";

export const productsRouter = router({
  list: publicProcedure
    .meta({ permission: "public" })
    .input(ListProductsInput)
    .output(ProductListView)
    .query(({ ctx, input }) => listProducts(ctx, input)),
  get: publicProcedure
    .meta({ permission: "public" })
    .input(ProductIdInput)
    .output(ObservedProductView)
    .query(({ ctx, input }) => getProduct(ctx, input)),
});
