import { sql } from "drizzle-orm";
import { authorize } from "@/domain/policy";
import type { ListWaitingAnswersInput, WaitingAnswers } from "@/domain/predicates/schema";
import { AnswersContent } from "@/domain/profiles/facts";
import { DomainError } from "@/domain/shared/errors";
import { itemCodes } from "@/domain/sources/catalogue";
import { opener } from "@/server/connectors/sealing";
import type { ServiceContext } from "@/server/services/context";
import { listQuestions } from "./queries";

type Shown = {
  refusal: string | null;
  scope: string;
  period: string;
  suite: number;
  key_id: string;
  body: Buffer;
  digest: Buffer;
};

/**
 * The answers a bank does not have yet, shown to the enterprise. Its look is in its ledger before
 * anything is shown; where nothing waits there is no look.
 */
export async function listWaitingAnswers(
  { db, actor }: ServiceContext<"sme">,
  { consentId }: ListWaitingAnswersInput,
): Promise<WaitingAnswers[]> {
  const enterpriseId = actor.organizationId;
  authorize(actor, "answer.read", { enterpriseId });
  const waiting = await db.call<{ scope: string; period: string }>(
    sql`select scope, period from gate.answers_waiting(${db.token}, ${consentId}::uuid)`,
  );
  const periods = waiting.map(({ period }) => period).toSorted();
  if (waiting.length === 0) return [];

  const scopes = [...new Set(waiting.map(({ scope }) => scope))];
  const [looked] = await db.call<{ refusal: string | null; seq: string }>(
    sql`select refusal, seq from gate.own_view(${db.token}, ${sql.param(scopes)}::text[], ${periods[0]}::date, ${periods.at(-1)}::date)`,
  );
  if (!looked || looked.refusal) throw new DomainError("SERVICE_UNAVAILABLE", "gate_silent");
  const shown = await db.call<Shown>(
    sql`select refusal, scope, period, suite, key_id, body, digest from gate.answers_show(${db.token}, ${consentId}::uuid, ${looked.seq}::bigint)`,
  );
  if (shown.some(({ refusal }) => refusal !== null))
    throw new DomainError("SERVICE_UNAVAILABLE", "gate_silent");

  const wordings = new Map(
    (await db.transaction(listQuestions)).map(({ code, wording }) => [code, wording]),
  );
  const open = opener();
  return shown.flatMap(({ scope, period, suite, key_id, body, digest }) => {
    const item = itemCodes.find((code) => scope === `${code}:predicate`);
    if (!item) return [];
    const content = AnswersContent.parse(
      open(key_id, suite, { enterpriseId, scope, period }, body),
    );
    const answers = content.answers.map(({ question, answer, period: { from, to } }) => ({
      question,
      wording: wordings.get(question) ?? { zh: question, en: question },
      answer,
      from,
      to,
    }));
    return [{ consentId, item, scope, period, digest: digest.toString("hex"), answers }];
  });
}
