import { expect, test } from "vitest";
import { locales } from "@/components/messages/locales";
import type { CaseView } from "@/domain/applications/bank-schema";
import type { WitnessStatusView } from "@/domain/ledger/witness-schema";
import type { BankOfferView } from "@/domain/offers/bank-schema";
import type { Actor } from "@/domain/shared/actor";
import { drawerOf, wordsOf } from "@/tests/drawing";
import { CaseActs } from "./case-acts";
import { WitnessState } from "./witness-state";

const draw = drawerOf(["common", "bank", "asks", "states", "offers", "products", "calculator"]);

const at = new Date("2026-11-22T02:00:00Z");
const id = "0d1f5a0c-3a6a-4a55-8c7a-0f3d3a1f0001";
const agreeing: WitnessStatusView = {
  checkpoint: { size: 1_200n, at },
  key: { id, name: "xin-yi-dai/ledger/witness/91", publicKey: "a".repeat(43), registeredAt: at },
  cosigned: { size: 1_100n, at },
  objectedAt: null,
};

test.each(locales)("a witness that objects is not said to agree: %s", (locale) => {
  const words = wordsOf(locale, "bank") as {
    witness: Record<"agrees" | "objects" | "noKey", string>;
  };
  const { agrees, objects, noKey } = words.witness;
  const drawn = (status: WitnessStatusView) => draw(locale, <WitnessState status={status} />);
  expect(drawn(agreeing)).toContain(agrees);
  expect(drawn(agreeing)).toContain("1,200");
  expect(drawn(agreeing)).not.toContain(objects);
  const objecting = drawn({ ...agreeing, objectedAt: at });
  expect(objecting).toContain(objects);
  expect(objecting).not.toContain(agrees);
  const empty = drawn({ checkpoint: null, key: null, cosigned: null, objectedAt: null });
  expect(empty).toContain(noKey);
  expect(empty).not.toContain(agrees);
});

test("an offer cannot be approved while the application waits for its consent", () => {
  const actor: Actor = {
    party: "bank",
    role: "approver",
    userId: id,
    organizationId: id,
    name: "示例审批人",
    isDemo: true,
  };
  const application = { id, bankId: id, status: "consent_lost" } as unknown as CaseView;
  const offer = {
    id,
    bankId: id,
    draftedBy: "0d1f5a0c-3a6a-4a55-8c7a-0f3d3a1f0002",
    version: 1,
    status: "awaiting_approval",
    amount: 30_000_000n,
    termMonths: 12,
    repayment: "equal_instalments",
    nominalRate: 360,
    convention: {},
    fees: [],
    annualRate: "0.036600",
    totalInterest: 588_213n,
    totalCost: 588_213n,
    conditions: "",
    validUntil: at,
    sentBackReason: null,
    draftedAt: at,
  } as unknown as BankOfferView;
  const words = wordsOf("zh-CN", "bank") as { acts: Record<"offerWaits" | "fourEyes", string> };
  const drawn = (by: Actor, status: CaseView["status"]) =>
    draw(
      "zh-CN",
      <CaseActs
        actor={by}
        application={{ ...application, status }}
        offers={[offer]}
        contract={null}
      />,
    );
  expect(drawn(actor, "consent_lost")).toContain(words.acts.offerWaits);
  // Whoever drafted it reads why another person decides.
  expect(drawn({ ...actor, userId: offer.draftedBy }, "under_review")).toContain(
    words.acts.fourEyes,
  );
  // Its button asks for the pages' client, which is not here.
  expect(() => drawn(actor, "under_review")).toThrow(/of undefined/);
});
