import { z } from "zod";
import {
  AccountView,
  BeginEnrolmentInput,
  DemoCode,
  DemoPerson,
  Enrolment,
  RegisterEnterpriseInput,
  Registered,
  VerifiedRepresentative,
  VerifyRepresentativeInput,
} from "@/domain/accounts/schema";
import { beginEnrolment } from "@/server/services/accounts/begin-enrolment";
import { getAccount } from "@/server/services/accounts/get-account";
import { getDemoCode } from "@/server/services/accounts/get-demo-code";
import { listDemoPeople } from "@/server/services/accounts/list-demo-people";
import { registerEnterprise } from "@/server/services/accounts/register-enterprise";
import { verifyRepresentative } from "@/server/services/accounts/verify-representative";
import { publicProcedure, router, visitorProcedure } from "@/server/trpc/init";

const open = { permission: "public" } as const;

/** Open to anyone: each answers about the caller alone. Signing in itself is next-auth's door. */
export const accountsRouter = router({
  current: publicProcedure
    .meta(open)
    .output(AccountView.nullable())
    .query(({ ctx }) => getAccount(ctx)),
  demoPeople: visitorProcedure
    .meta(open)
    .output(z.array(DemoPerson))
    .query(({ ctx }) => listDemoPeople(ctx)),
  demoCode: publicProcedure
    .meta(open)
    .output(DemoCode)
    .query(({ ctx }) => getDemoCode(ctx)),
  verifyRepresentative: visitorProcedure
    .meta(open)
    .input(VerifyRepresentativeInput)
    .output(VerifiedRepresentative)
    .mutation(({ ctx, input }) => verifyRepresentative(ctx, input)),
  beginEnrolment: publicProcedure
    .meta(open)
    .input(BeginEnrolmentInput)
    .output(Enrolment)
    .mutation(({ ctx, input }) => beginEnrolment(ctx, input)),
  register: visitorProcedure
    .meta(open)
    .input(RegisterEnterpriseInput)
    .output(Registered)
    .mutation(({ ctx, input }) => registerEnterprise(ctx, input)),
});
