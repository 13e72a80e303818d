import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refusePassword } from "./password";
import { partyOfPath, safeNextPath } from "./places";
import { RegisterEnterpriseInput, SigningCode, SignInInput, Username } from "./schema";
import { longestDelaySeconds, throttleDelaySeconds } from "./throttle";
import { nextUsableStep, totpStepAt } from "./totp";

describe("a password", () => {
  test.each([
    ["kurz", "password_too_short"],
    ["a𝒳".repeat(4), "password_too_short"],
    ["x".repeat(129), "password_too_long"],
    ["1q2w3e4r5t", "password_too_common"],
    ["Qwertyuiop", "password_too_common"],
    ["password123", "password_too_common"],
    ["P@ssw0rd2026", "password_too_common"],
    ["2024woaini1314", "password_too_common"],
    ["aaaaaaaaaaaa", "password_too_common"],
    ["abc123abc123", "password_too_common"],
    ["1234567890123", "password_too_common"],
    ["1qaz2wsx3edc", "password_too_common"],
    ["ｐａｓｓｗｏｒｄ１２３", "password_too_common"],
    ["jiangpan.li88", "password_like_username"],
  ])("%j is refused: %s", (password, refusal) => {
    expect(refusePassword(password, "jiangpan.li")).toBe(refusal);
  });

  test.each([
    "江边的三棵柳树每年都发芽",
    "correct horse battery staple",
    "x7#kQ9!mZ2pL",
    "jiangpan.li goes home at seven",
    "y".repeat(3) + "olk under seven moons" + "z".repeat(100),
  ])("%j is accepted", (password) => {
    expect(refusePassword(password, "jiangpan.li")).toBeNull();
  });

  test("of random characters is accepted", () => {
    const random = fc.string({
      unit: fc.constantFrom(...Array.from("bcdfghjkmpqstvwxz246789#%&")),
      minLength: 16,
      maxLength: 40,
    });
    fc.assert(
      fc.property(
        random.filter((text) => new Set(text).size > 8),
        (password) => {
          expect(refusePassword(password, "somebody")).toBeNull();
        },
      ),
    );
  });
});

describe("where to go after signing in", () => {
  test.each(["/sme", "/sme/needs?from=2", "/bank/applications/1#offer"])("%s is local", (path) => {
    expect(safeNextPath(path)).toBe(path);
  });

  test.each([
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/\n/evil.example",
    "/a/..//evil.example",
    "/./\\evil.example",
    "sme",
    "",
    "/sign-in",
    "/sign-in?next=/sme",
    "/register",
    "/api/auth/signout",
    `/${"a".repeat(600)}`,
    undefined,
    ["/sme"],
  ])("%j is not taken", (path) => {
    expect(safeNextPath(path)).toBeNull();
  });

  test("whatever is taken stays on this site", () => {
    const origin = "https://xyd.example";
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from("/\\.:@?#a%0\t")) }), (text) => {
        const path = safeNextPath(`/${text}`);
        expect(path === null || new URL(path, origin).origin === origin).toBe(true);
      }),
    );
  });
});

test.each([
  ["/sme", "sme"],
  ["/bank/applications/1?tab=2", "bank"],
  ["/credit-office?x", "credit_office"],
  ["/smelter", null],
  ["/", null],
  ["/products", null],
  ["", null],
])("%s belongs to %s", (path, party) => {
  expect(partyOfPath(path)).toBe(party);
});

test("the wait grows from the fifth failure on, and ends growing at a quarter of an hour", () => {
  expect([0, 1, 4, 5, 6, 7, 13, 14, 1_000_000].map(throttleDelaySeconds)).toEqual([
    0, 0, 0, 2, 4, 8, 512, 900, 900,
  ]);
  expect(throttleDelaySeconds(50)).toBe(longestDelaySeconds);
});

describe("the next code that works", () => {
  const now = new Date("2026-11-21T10:00:10Z");
  const current = totpStepAt(now);
  test.each([
    ["none used", 0, current, 0],
    ["the one before used", current - 1, current, 0],
    ["this one used", current, current + 1, 0],
    ["the next one used as well", current + 1, current + 2, 20],
    ["one more", current + 2, current + 3, 50],
  ])("%s", (_, lastUsed, step, waitSeconds) => {
    expect(nextUsableStep(lastUsed, now)).toEqual({ step, waitSeconds });
  });
});

describe("what is typed", () => {
  test("codes lose spaces and full-width digits, and nothing else is one", () => {
    expect(SigningCode.parse("１２３ 456")).toBe("123456");
    for (const wrong of ["12345", "1234567", "12345a", "", "-12345"])
      expect(SigningCode.safeParse(wrong).success).toBe(false);
  });

  test("names are one person's in any case", () => {
    expect(Username.parse(" Li.Wei ")).toBe("li.wei");
    for (const wrong of ["abc", "-abcd", "a b c d", "李伟李伟", "x".repeat(33), "abc\0d"])
      expect(Username.safeParse(wrong).success).toBe(false);
  });

  test("unknown keys, NUL and lone surrogates are refused", () => {
    const given = { username: "someone", password: "long enough to be one" };
    expect(SignInInput.safeParse(given).success).toBe(true);
    expect(SignInInput.safeParse({ ...given, role: "owner" }).success).toBe(false);
    expect(SignInInput.safeParse({ ...given, password: "with\0nul" }).success).toBe(false);
    expect(SignInInput.safeParse({ ...given, password: "with\ud800half" }).success).toBe(false);
    expect(RegisterEnterpriseInput.safeParse({ ...given, isDemo: true }).success).toBe(false);
  });
});
