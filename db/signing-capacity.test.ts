import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { authorityRoles } from "@/domain/authorities/lifecycle";
import { signingCapacity, type Authority } from "@/domain/authorities/rules";
import { consentSubjects } from "@/domain/consents/lifecycle";
import { draftArtefact, requestConsent } from "@/tests/consents";
import { poolOf } from "@/tests/database";
import { makeApplication, makeBank, makeEnterprise, signIn } from "@/tests/parties";

const admin = poolOf("admin");
const now = new Date();
const amount = 50_000_000n;
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

const states: [string, Partial<Authority>][] = [
  ["in force", {}],
  ["up to this amount", { maxAmount: amount }],
  ["up to less", { maxAmount: amount - 1n }],
  ["for something else", { purposes: ["platform_matching"] }],
  ["over at this moment", { validTo: now }],
  ["from this moment", { validFrom: now }],
  ["not begun", { validFrom: later(1) }],
  ["ended", { endedAt: later(-1) }],
];

test("the page's answer to who may sign is the gate's, in every case", async () => {
  const [owner, bank] = [await makeEnterprise(admin), await makeBank(admin)];
  const clerk = await signIn(admin, "sme", "clerk", { enterpriseId: owner.id });
  const { applicationId } = await makeApplication(admin, owner, bank);
  const wanted = { enterprise: owner, bank, applicationId };

  const consents: { id: string; signedBy: string[] }[] = [];
  for (const signedBy of [[], [clerk.personId], [owner.personId]]) {
    const text = draftArtefact(wanted);
    expect(await requestConsent(poolOf("sme"), wanted, text)).toBeNull();
    for (const personId of signedBy)
      await admin.query(
        `insert into app.consent_signatures (consent_id, person_id, role, method, at, attestation)
         values ($1, $2, 'legal_representative', 'totp', clock_timestamp(), 'attested')`,
        [text.id, personId],
      );
    consents.push({ id: text.id, signedBy });
  }
  const authorities: (Authority | null)[] = [null];
  for (const role of authorityRoles)
    for (const [, state] of states) {
      const held: Authority = {
        id: randomUUID(),
        role,
        purposes: ["loan_application"],
        maxAmount: null,
        validFrom: later(-60),
        validTo: later(60),
        endedAt: null,
        ...state,
      };
      await admin.query(
        `insert into app.signing_authorities (id, enterprise_id, person_id, role, purposes, max_amount, valid_from,
           valid_to, ended_at, artefact, artefact_hash, method, attestation, granted_by, granted_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'x', sha256('x'), 'totp', 'attested', $10, $7)`,
        [
          held.id,
          owner.id,
          clerk.personId,
          role,
          held.purposes,
          held.maxAmount?.toString() ?? null,
          held.validFrom,
          held.validTo,
          held.endedAt,
          owner.personId,
        ],
      );
      authorities.push(held);
    }

  let asked = 0;
  const differing: object[] = [];
  for (const { id, signedBy } of consents)
    for (const subject of consentSubjects)
      for (const isAwaitingCosign of [false, true])
        for (const isOwner of [false, true])
          for (const held of isOwner ? [null] : authorities) {
            const userId = isOwner ? owner.personId : clerk.personId;
            const told = signingCapacity(
              { userId, isOwner, authorities: held ? [held] : [] },
              { purpose: "loan_application", subject, amount, isAwaitingCosign, signedBy },
              now,
            );
            const role = isAwaitingCosign
              ? "second_signer"
              : isOwner
                ? "legal_representative"
                : "authorised_clerk";
            const { rows } = await admin.query<{ refusal: string | null }>(
              `select gate.signer_refusal(
                 jsonb_populate_record(consents, jsonb_build_object('subject', $2::text, 'status', $3::text)),
                 row ('sme', $4::uuid, $5::text, $6::uuid, null)::gate.caller, $7, $8, $9) as refusal
               from app.consents where id = $1`,
              [
                id,
                subject,
                isAwaitingCosign ? "awaiting_cosign" : "requested",
                userId,
                isOwner ? "owner" : "clerk",
                owner.id,
                role,
                held?.id ?? null,
                now,
              ],
            );
            asked += 1;
            const gate = rows[0]!.refusal;
            const page = typeof told === "string" ? told.toUpperCase() : null;
            if (gate !== page) differing.push({ gate, page, subject, isAwaitingCosign, held });
          }
  expect(differing).toEqual([]);
  expect(asked).toBe(3 * 2 * 2 * (1 + 17));
});
