import {
  type ApplicationStatus,
  applicationCan,
  liveApplicationStatuses,
} from "@/domain/applications/lifecycle";
import type { ConsentView } from "./schema";

export type SigningEffect = "submits" | "already_sent" | "over";

type Waiting = Pick<ConsentView, "purpose" | "subject" | "askId" | "revision">;

/**
 * What the last signature under a waiting text does to the application it names: sends it to its
 * bank, or nothing any more, because it went with another text or has ended. Null where a bank asked
 * for the text, or it follows one that is there: nobody would take such a signature for a submission.
 */
export function signingEffect(
  { purpose, subject, askId, revision }: Waiting,
  application: { status: ApplicationStatus },
): SigningEffect | null {
  if (purpose !== "loan_application" || subject !== "enterprise") return null;
  if (applicationCan("submit", application)) return "submits";
  if (!liveApplicationStatuses.some((status) => status === application.status)) return "over";
  return askId === null && revision === 1 ? "already_sent" : null;
}
