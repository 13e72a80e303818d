import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { ClaimAddressInput } from "@/domain/notifications/schema";
import type { Letter, Post } from "@/server/connectors/mail";
import type { ServiceContext } from "@/server/services/context";
import { chooseNotices } from "@/server/services/notifications/choose-notices";
import { claimAddress } from "@/server/services/notifications/claim-address";
import { confirmAddress } from "@/server/services/notifications/confirm-address";
import { forgetAddress } from "@/server/services/notifications/forget-address";
import { getNoticeSettings } from "@/server/services/notifications/get-notice-settings";
import { committed, poolOf } from "@/tests/database";
import { makeBank, makeEnterprise } from "@/tests/parties";

const admin = poolOf("admin");
const sent: Letter[] = [];
const post: Post = {
  send: async (letter) => {
    sent.push(letter);
    return { isSent: true };
  },
  close: () => {},
};
const broken: Post = {
  ...post,
  send: async () => ({ isSent: false, problem: "UNREACHABLE", isFinal: false }),
};
const codeIn = ({ text }: Letter) => /\b\d{6}\b/.exec(text)![0];
const anAddress = () => `li-${randomUUID().slice(0, 8)}@example.com`;

async function anOwner() {
  const { id, personId, token } = await makeEnterprise(admin);
  return {
    db: committed("sme", token),
    actor: {
      userId: personId,
      organizationId: id,
      party: "sme",
      role: "owner",
      name: "Li",
      isDemo: false,
    },
    now: new Date(),
    channel: "page",
    requestId: token,
  } satisfies ServiceContext<"sme">;
}
const claim = (context: ServiceContext, address = anAddress(), by: Post | null = post) =>
  claimAddress(context, { address, language: "en" }, by);
const emailOf = async (personId: string) =>
  (
    await admin.query<{ email: string | null }>("select email from auth.people where id = $1", [
      personId,
    ])
  ).rows[0]!.email;
/** A code that is none of these: of a million, two may be the same. */
async function claimUnlike(known: readonly string[], context: ServiceContext, address?: string) {
  await claim(context, address);
  while (known.includes(codeIn(sent.at(-1)!))) {
    await earlier(context.actor.userId, 2);
    await claim(context, address);
  }
  return codeIn(sent.at(-1)!);
}
/** As if the last code had been sent so many minutes earlier. */
const earlier = (personId: string, minutes: number) =>
  admin.query(
    `update auth.address_claims set claimed_at = claimed_at - $2 * interval '1 minute', expires_at = expires_at - $2 * interval '1 minute'
     where person_id = $1`,
    [personId, minutes],
  );
beforeEach(() => {
  sent.length = 0;
});

test("an address counts once its code has been entered, and only then", async () => {
  const owner = await anOwner();
  expect(await getNoticeSettings(owner)).toEqual({
    canMail: false,
    address: null,
    waitingAddress: null,
    mail: "urgent",
    language: "zh-CN",
  });
  const asked = await claim(owner, "li.one@example.com");
  expect(asked).toMatchObject({ address: null, waitingAddress: "li•••@example.com" });
  expect(sent).toMatchObject([{ to: "li.one@example.com", language: "en" }]);
  expect(await emailOf(owner.actor.userId)).toBeNull();
  expect(await confirmAddress(owner, { code: codeIn(sent[0]!) })).toMatchObject({
    address: "li•••@example.com",
    waitingAddress: null,
  });
  expect(await emailOf(owner.actor.userId)).toBe("li.one@example.com");
  // It worked once.
  await expect(confirmAddress(owner, { code: codeIn(sent[0]!) })).rejects.toMatchObject({
    reason: "address_code_expired",
    field: "code",
  });
  expect(await forgetAddress(owner)).toMatchObject({ address: null });
  expect(await emailOf(owner.actor.userId)).toBeNull();
});

test("a code is good for its person only, for half an hour, and for five tries", async () => {
  const [owner, other] = [await anOwner(), await anOwner()];
  await claim(owner);
  const code = codeIn(sent[0]!);
  await claimUnlike([code], other);
  await expect(confirmAddress(other, { code })).rejects.toThrow("address_code_wrong");
  expect(await emailOf(other.actor.userId)).toBeNull();

  await earlier(owner.actor.userId, 30);
  await expect(confirmAddress(owner, { code })).rejects.toThrow("address_code_expired");

  await claim(owner);
  const right = codeIn(sent.at(-1)!);
  const wrong = right === "000000" ? "000001" : "000000";
  for (let nth = 0; nth < 5; nth++)
    await expect(confirmAddress(owner, { code: wrong })).rejects.toThrow("address_code_wrong");
  await expect(confirmAddress(owner, { code: right })).rejects.toThrow("address_code_expired");
  expect(await emailOf(owner.actor.userId)).toBeNull();
});

test("only the latest code counts", async () => {
  const owner = await anOwner();
  await claim(owner, "first@example.com");
  await earlier(owner.actor.userId, 2);
  const first = codeIn(sent[0]!);
  const second = await claimUnlike([first], owner, "second@example.com");
  await expect(confirmAddress(owner, { code: first })).rejects.toThrow("address_code_wrong");
  await confirmAddress(owner, { code: second });
  expect(await emailOf(owner.actor.userId)).toBe("second@example.com");
});

test("a minute between two codes, five a day to a person, five a day to an address", async () => {
  const owner = await anOwner();
  await claim(owner);
  const throttled = { code: "TOO_MANY_REQUESTS", reason: "address_code_throttled" };
  await expect(claim(owner)).rejects.toMatchObject(throttled);
  for (let nth = 0; nth < 4; nth++) {
    await earlier(owner.actor.userId, 2);
    await claim(owner);
  }
  await earlier(owner.actor.userId, 2);
  await expect(claim(owner)).rejects.toMatchObject(throttled);
  await earlier(owner.actor.userId, 24 * 60);
  await claim(owner);

  const victim = anAddress();
  for (let nth = 0; nth < 5; nth++) await claim(await anOwner(), victim);
  sent.length = 0;
  await expect(claim(await anOwner(), victim.toUpperCase())).rejects.toMatchObject(throttled);
  expect(sent).toEqual([]);
});

test("of two claims in the same moment one is sent", async () => {
  const owner = await anOwner();
  const results = await Promise.allSettled(Array.from({ length: 6 }, () => claim(owner)));
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(sent).toHaveLength(1);
});

test.each([
  "li",
  "li@",
  "@example.com",
  "li@example",
  "li@example.com, eve@example.com",
  "li@example.com\r\nBcc: eve@example.com",
  "Li <li@example.com>",
  '"li li"@example.com',
  "li@[127.0.0.1]",
  "li@127.0.0.1",
  "li..li@example.com",
  ".li@example.com",
  "li@-example.com",
  "li@exam\u0000ple.com",
  "李@example.com",
  `${"l".repeat(65)}@example.com`,
  `li@${"e".repeat(64)}.com`,
  `li@${"example.".repeat(30)}com`,
])("%j is no address", (address) => {
  const parsed = ClaimAddressInput.safeParse({ address, language: "en" });
  expect(parsed.error?.issues[0]?.path).toEqual(["address"]);
});

test.each([
  "li",
  "li@",
  "@example.com",
  "li@example.com, eve@example.com",
  "li@example.com\r\nBcc: eve@example.com",
  "Li <li@example.com>",
  '"li li"@example.com',
  "li@[127.0.0.1]",
  "李@example.com",
  `${"l".repeat(65)}@example.com`,
  `li@${"example.".repeat(30)}com`,
])("%j is none for the database either", async (address) => {
  const owner = await anOwner();
  await expect(claim(owner, address)).rejects.toMatchObject({
    reason: "address_malformed",
    field: "address",
  });
  expect(sent).toEqual([]);
});

test.each(["li@example.com", "Li.Yi+loan@mail.example.com.cn", "o'hara@example.co"])(
  "%s is one",
  (address) => {
    const parsed = ClaimAddressInput.parse({ address: ` ${address} `, language: "zh-CN" });
    expect(parsed.address).toBe(address);
  },
);

test("without a server, or with one that does not answer, it says so", async () => {
  const owner = await anOwner();
  await expect(claim(owner, anAddress(), null)).rejects.toThrow("mail_not_set_up");
  await expect(claim(owner, anAddress(), broken)).rejects.toThrow("mail_unavailable");
});

test("the choice is one's own", async () => {
  const [owner, other] = [await anOwner(), await anOwner()];
  expect(await chooseNotices(owner, { mail: "all", language: "en" })).toMatchObject({
    mail: "all",
    language: "en",
  });
  expect(await chooseNotices(owner, { mail: "none", language: "zh-CN" })).toMatchObject({
    mail: "none",
  });
  expect(await getNoticeSettings(other)).toMatchObject({ mail: "urgent" });
});

test("the code is not in the database, and a stranger's token opens nothing", async () => {
  const owner = await anOwner();
  await claim(owner, "without.digits@example.com");
  const { rows } = await admin.query<{ code_mac: Buffer }>(
    "select * from auth.address_claims where person_id = $1",
    [owner.actor.userId],
  );
  // Column by column: instants, ids and a digest have any six digits in them now and then.
  expect(rows).toEqual([
    {
      id: expect.any(String),
      person_id: owner.actor.userId,
      email: "without.digits@example.com",
      code_mac: expect.any(Buffer),
      claimed_at: expect.any(Date),
      expires_at: expect.any(Date),
      tries: 0,
      confirmed_at: null,
    },
  ]);
  expect(rows[0]!.code_mac).toHaveLength(32);
  expect(rows[0]!.code_mac.includes(codeIn(sent[0]!))).toBe(false);

  const bank = await makeBank(admin);
  // A bank's token on the firms' login, and no token at all.
  for (const token of [bank.token, "none"]) {
    const nobody = { ...owner, db: { ...committed("sme", token) } };
    await expect(getNoticeSettings(nobody)).rejects.toThrow("session_not_found");
    await expect(claim(nobody)).rejects.toThrow("session_expired");
    await expect(confirmAddress(nobody, { code: "000000" })).rejects.toThrow("session_expired");
  }
});

test("an address is kept no longer than it counts", async () => {
  const [owner, other] = [await anOwner(), await anOwner()];
  const claims = async () =>
    (
      await admin.query("select 1 from auth.address_claims where person_id = $1", [
        owner.actor.userId,
      ])
    ).rows.length;
  await claim(owner);
  await earlier(owner.actor.userId, 24 * 60);
  await claim(other);
  expect(await claims()).toBe(1);
  await earlier(owner.actor.userId, 61);
  await earlier(other.actor.userId, 2);
  await claim(other);
  expect(await claims()).toBe(0);
});
