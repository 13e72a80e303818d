import { EnterpriseView } from "@/domain/enterprises/schema";
import { getOwnEnterprise } from "@/server/services/enterprises/get-own-enterprise";
import { router, smeProcedure } from "@/server/trpc/init";

export const enterprisesRouter = router({
  own: smeProcedure
    .meta({ permission: "enterprise.read" })
    .output(EnterpriseView)
    .query(({ ctx }) => getOwnEnterprise(ctx)),
});
