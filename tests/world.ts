import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import { makeConsent } from "@/tests/consents";
import { read } from "@/tests/gate-calls";
import { makeApplication, makeBank, makeEnterprise, makeFacts, signIn } from "@/tests/parties";

/** An enterprise and a bank with a row in every table that belongs to one of them. */
export async function makeWorld(admin: Pool, sme: Pool, bankPool: Pool) {
  const enterprise = await makeEnterprise(admin);
  const bank = await makeBank(admin);
  const office = await signIn(admin, "credit_office", "analyst");
  const { applicationId, needId, productId } = await makeApplication(admin, enterprise, bank);
  const prepared = await makeApplication(admin, enterprise, bank);
  await makeFacts(admin, enterprise, ["tax_declarations:indicator"], ["2026-10-01"]);
  const { id: consentId } = await makeConsent(sme, { enterprise, bank, applicationId });
  await read(bankPool, { token: bank.token, consentId, applicationId });
  const [offerId, loanId, hidden] = [randomUUID(), randomUUID(), randomUUID()];
  const parties = `'${enterprise.id}', '${bank.id}'`;
  await admin.query(`
    update app.applications set status = 'submitted', submitted_at = clock_timestamp(), consent_id = '${consentId}' where id = '${applicationId}';
    insert into app.public_records (enterprise_id, item, reference, content, agency, batch, as_of)
      values ('${enterprise.id}', 'penalties', '1', '{}', 'market_regulation', '1', clock_timestamp());
    insert into app.matches (need_id, product_id, product_version, enterprise_id, verdict, rank, at)
      select '${needId}', '${productId}', 1, '${enterprise.id}', 'eligible', 1, clock_timestamp();
    insert into app.application_events (application_id, "to", actor_party, channel, at) values ('${applicationId}', 'submitted', 'sme', 'page', clock_timestamp());
    insert into app.information_requests (application_id, kind, message, asked_by, asked_at, due_at)
      values ('${applicationId}', 'visit', '-', '${bank.personId}', clock_timestamp(), clock_timestamp());
    insert into app.documents (application_id, enterprise_id, bank_id, name, media_type, size, sha256, content, uploaded_by, uploaded_at)
      values ('${applicationId}', ${parties}, 'a', 'b', 1, sha256('x'), 'x', '${enterprise.personId}', clock_timestamp());
    insert into app.offers (id, application_id, need_id, enterprise_id, bank_id, version, status, amount, term_months, repayment, nominal_rate,
        annual_rate, total_interest, total_cost, quoted_from, schedule_hash, valid_until, drafted_by, approved_by)
      select id, '${applicationId}', '${needId}', ${parties}, version, status, 1000, 12, 'bullet', 400, 0.04, 1, 1, '2026-11-21', 'x',
        clock_timestamp() + interval '1 day', '${bank.personId}', approved_by
      from (values ('${offerId}'::uuid, 1, 'accepted', uuidv7()), ('${hidden}', 2, 'awaiting_approval', null)) as made (id, version, status, approved_by);
    insert into app.contracts (offer_id, application_id, enterprise_id, bank_id, number, terms, terms_hash, enterprise_signed_by, enterprise_signed_at)
      values ('${offerId}', '${applicationId}', ${parties}, '${offerId}', 'x', sha256('x'), '${enterprise.personId}', clock_timestamp());
    insert into app.loans (id, application_id, enterprise_id, bank_id, product_id, bank_reference, principal, balance, nominal_rate, annual_rate,
        term_months, repayment, guarantee, disbursed_on, matures_on, is_first_loan, is_credit_loan, is_inclusive)
      values ('${loanId}', '${applicationId}', ${parties}, '${productId}', '1', 600, 600, 400, 0.04, 12, 'bullet', 'credit', '2026-11-21', '2027-11-21', true, true, true);
    insert into app.outcomes (bank_id, reference, kind, application_id, loan_id, enterprise_id, amount, "on", channel, recorded_at)
      values ('${bank.id}', '1', 'drawdown', '${applicationId}', '${loanId}', '${enterprise.id}', 600, '2026-11-21', 'page', clock_timestamp());
    insert into app.notifications (audience, enterprise_id, bank_id, kind, subject_id, event_id, at)
      values ('enterprise', '${enterprise.id}', null, 'x', uuidv7(), uuidv7(), clock_timestamp()), ('bank', null, '${bank.id}', 'x', uuidv7(), uuidv7(), clock_timestamp());
  `);
  return {
    enterprise,
    bank,
    office,
    applicationId,
    needId,
    productId,
    prepared,
    consentId,
    offerId,
    hidden,
    loanId,
  };
}
export type World = Awaited<ReturnType<typeof makeWorld>>;
