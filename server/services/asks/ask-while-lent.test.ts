import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { makeAsk } from "@/server/services/asks/make-ask";
import { listBankConsents } from "@/server/services/bank-consents/list-bank-consents";
import { relinquishConsent } from "@/server/services/bank-consents/relinquish-consent";
import { revokeConsent } from "@/server/services/consents/revoke-consent";
import { recordOverdue } from "@/server/services/loans/record-overdue";
import { recordRepayment } from "@/server/services/loans/record-repayment";
import { readUnderConsent } from "@/server/services/profiles/read-under-consent";
import { reverseOutcome } from "@/server/services/outcomes/reverse-outcome";
import { listFetches } from "@/server/services/sources/list-fetches";
import { poolOf } from "@/tests/database";
import { signIn } from "@/tests/parties";
import {
  admin,
  at,
  fetchAll,
  acceptedApplication,
  reviewAsk,
  monitoring,
  lend,
  answerAndSign,
  statusOf,
} from "@/tests/asking";
import { withinOneDay } from "@/tests/within-one-day";

// The gate counts by its own clock what was read or fetched in a month.
beforeEach(withinOneDay);

describe("a bank asks while a loan runs", () => {
  test("to see it month by month: read under that consent, until the loan is settled", async () => {
    const one = await acceptedApplication();
    const { owner, officer, applicationId } = one;
    const ask = monitoring(applicationId);
    await expect(makeAsk(at(officer), ask)).rejects.toThrow("no_loan");
    const loanId = await lend(one);
    await makeAsk(at(officer), ask);
    expect(await statusOf(one)).toBe("accepted");
    const text = await answerAndSign(owner, ask.id);
    await fetchAll(owner, text.id);
    const read = await readUnderConsent(at(officer), { consentId: text.id });
    expect(read.profile.sections.map(({ item }) => item)).toEqual(["tax_declarations"]);
    const [held] = await listBankConsents(at(officer), { applicationId });
    expect(held).toMatchObject({ id: text.id, readsPerUnit: "month", readsInUnit: 1 });

    // In a later month the first look fetches anew, for the next one; a second look does not.
    const fetched = async () => (await listFetches(at(owner), { consentId: text.id })).length;
    const before = await fetched();
    await readUnderConsent(at(officer), { consentId: text.id });
    expect(await fetched()).toBe(before);
    await admin.query(
      "update vault.fetches set requested_at = requested_at - interval '40 days' where consent_id = $1",
      [text.id],
    );
    await readUnderConsent(at(officer), { consentId: text.id });
    expect(await fetched()).toBe(before + 1);
    await readUnderConsent(at(officer), { consentId: text.id });
    expect(await fetched()).toBe(before + 1);

    await admin.query("update app.loans set status = 'settled', balance = 0 where id = $1", [
      loanId,
    ]);
    await expect(readUnderConsent(at(officer), { consentId: text.id })).rejects.toThrow(
      "loan_closed",
    );
    await relinquishConsent(at(officer), { consentId: text.id });
    await expect(readUnderConsent(at(officer), { consentId: text.id })).rejects.toThrow(
      "consent_relinquished",
    );
  });

  test("an application's consent is given back by deciding, not by the way", async () => {
    const { officer, consent } = await acceptedApplication();
    await expect(relinquishConsent(at(officer), { consentId: consent.id })).rejects.toThrow(
      "consent_in_review",
    );
  });

  test("to report repayments: without it they stay between the two, with it they count", async () => {
    const one = await acceptedApplication();
    const { owner, officer, applicationId } = one;
    const tell = async (loanId: string) => {
      const reference = randomUUID();
      await recordRepayment(at(officer), { loanId, reference, on: "2026-02-05", amount: 100n });
      const { rows } = await admin.query<{ id: string; is_shared: boolean; is_reported: boolean }>(
        `select outcomes.id, is_shared, is_reported from app.outcomes join app.loans on loans.id = loan_id where reference = $1`,
        [reference],
      );
      return rows[0]!;
    };
    const loanId = await lend(one);
    const ask = {
      ...reviewAsk(applicationId),
      purpose: "outcome_backflow" as const,
      validityDays: 200,
      items: [],
    };
    await makeAsk(at(officer), ask);
    const text = await answerAndSign(owner, ask.id);
    // Nothing can be read under it.
    await expect(readUnderConsent(at(officer), { consentId: text.id })).rejects.toThrow(
      "consent_not_found",
    );
    const shared = await tell(loanId);
    expect(shared).toMatchObject({ is_shared: true, is_reported: true });

    await revokeConsent(at(owner), { consentId: text.id });
    expect(await tell(loanId)).toMatchObject({ is_shared: false, is_reported: false });
    // Who read nothing has nothing to delete.
    const { rows: duties } = await admin.query("select from app.erasures where consent_id = $1", [
      text.id,
    ]);
    expect(duties).toEqual([]);
    await recordOverdue(at(officer), {
      loanId,
      reference: randomUUID(),
      on: "2026-03-05",
      days: 3,
    });
    // A correction of what was shared is shared, or the wrong fact would stay.
    await reverseOutcome(at(officer), {
      loanId,
      outcomeId: shared.id,
      reference: randomUUID(),
      reason: "wrong",
      on: "2026-03-06",
    });
    expect(await officeSees(loanId)).toEqual([
      { kind: "drawdown", is_reversal: false },
      { kind: "repayment", is_reversal: false },
      { kind: "repayment", is_reversal: true },
    ]);
  });
});

/** The outcomes of a loan in the sight of the credit office's own login. */
async function officeSees(loanId: string) {
  const { token } = await signIn(admin, "credit_office", "analyst");
  const client = await poolOf("office").connect();
  try {
    await client.query("begin");
    await client.query("select set_config('xyd.token', $1, true)", [token]);
    const { rows } = await client.query<{ kind: string; is_reversal: boolean }>(
      "select kind, reversal_of is not null as is_reversal from app.outcomes where loan_id = $1 order by id",
      [loanId],
    );
    return rows;
  } finally {
    await client.query("rollback");
    client.release();
  }
}
