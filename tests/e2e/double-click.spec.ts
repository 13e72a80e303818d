import { expect, test } from "@playwright/test";
import { alone, count, forgetCodes, rows } from "./fixtures/database";
import { demoFirms } from "./fixtures/sessions";
import { stack } from "./fixtures/stack";
import { playMain } from "./journey-steps/play-main";
import { desk } from "./journey-steps/scene";

/** What the story of one loan, one refusal and one revocation leaves behind. */
const made = {
  needs: 2,
  applications: 3,
  consents: 4,
  "signed consents": 4,
  "information requests": 1,
  documents: 1,
  offers: 1,
  contracts: 1,
  loans: 1,
  outcomes: 5,
  "profile reads": 2,
  revocations: 1,
};

const of = (table: string) => `select count(*) as n from app.${table} where enterprise_id = $1`;
const ofApplications = (table: string) =>
  `select count(*) as n from app.${table} join app.applications on applications.id = ${table}.application_id where applications.enterprise_id = $1 and applications.origin = 'platform'`;

const counts: Record<keyof typeof made, string> = {
  needs: of("needs"),
  applications: `${of("applications")} and origin = 'platform'`,
  consents: of("consents"),
  "signed consents": `${of("consents")} and exists (select from app.consent_signatures where consent_id = consents.id)`,
  "information requests": ofApplications("information_requests"),
  documents: ofApplications("documents"),
  offers: ofApplications("offers"),
  contracts: ofApplications("contracts"),
  loans: ofApplications("loans"),
  outcomes: ofApplications("outcomes"),
  "profile reads": `select count(*) as n from ledger.entries join app.consents on consents.id = entries.consent_id
    where enterprise_id = $1 and purpose = 'loan_application' and entries.action = 'gate.open' and code = 'PERMITTED'`,
  revocations: `${of("consents")} and status = 'revoked'`,
};

test("every button of the journey pressed twice does its act once", async ({ browser }) => {
  test.slow();
  const firm = (await demoFirms())[2] ?? "";
  await playMain(
    {
      browser,
      address: stack().address,
      owner: desk,
      step: (name, expected, _page, act) => test.step(`${name}: ${expected}`, act),
      press: (button) => button.dblclick(),
      beforeSigning: async () => void (await forgetCodes()),
      alone,
    },
    [firm],
  );
  const [row] = await rows<{ id: string }>("select id from app.enterprises where name = $1", [
    firm,
  ]);
  const found = await Promise.all(
    Object.entries(counts).map(
      async ([what, statement]) => [what, await count(statement, [row?.id])] as const,
    ),
  );
  expect(Object.fromEntries(found)).toEqual(made);
});
