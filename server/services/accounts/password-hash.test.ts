import { describe, expect, test } from "vitest";
import { hashPassword, verifyPassword } from "@/server/services/accounts/password-hash";

const password = "three willows by the river";

describe("a password's hash", () => {
  test("is argon2id, salted, and fits its own password only", async () => {
    const [hash, again] = [await hashPassword(password), await hashPassword(password)];
    expect(again).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(again).not.toBe(hash);
    expect(await verifyPassword(password, again)).toBe(true);
    expect(await verifyPassword(`${password} `, again)).toBe(false);
    expect(await verifyPassword("ｔhree willows by the river", again)).toBe(true);
  });

  test.each([
    null,
    "",
    "none",
    "$argon2id$v=19$m=8,t=1,p=1$short$short",
    "$2b$10$abcdefghijklmnopqrstuv",
  ])("%j fits no password", async (hash) => {
    expect(await verifyPassword(password, hash)).toBe(false);
  });
});
