import { z } from "zod";
import { Task, UseOfConsent, UseOfConsentsInput } from "@/domain/notifications/notices";
import { getUseOfConsents } from "@/server/services/notices/get-use-of-consents";
import { listTasks } from "@/server/services/notices/list-tasks";
import { router, smeProcedure } from "@/server/trpc/init";

/** What an enterprise should notice: how its consents are used, and what waits for it. */
export const noticesRouter = router({
  usage: smeProcedure
    .meta({ permission: "ledger.read" })
    .input(UseOfConsentsInput)
    .output(z.array(UseOfConsent))
    .query(({ ctx, input }) => getUseOfConsents(ctx, input)),
  tasks: smeProcedure
    .meta({ permission: "ledger.read" })
    .output(z.array(Task))
    .query(({ ctx }) => listTasks(ctx)),
});
