import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { z } from "zod";
import { normalizePassword } from "@/domain/accounts/password";

/** OWASP's password storage cheat sheet: argon2id, 19 MiB, two passes, one lane. */
const parameters = { memory: 19_456, passes: 2, parallelism: 1 };
const saltLength = 16;
const tagLength = 32;
const derive = promisify(argon2);

const Phc = z
  .string()
  .regex(/^\$argon2id\$v=19\$m=\d{1,7},t=\d{1,2},p=\d\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
  .transform((text) => {
    const [memory, passes, parallelism] = (text.match(/(?<=[mtp]=)\d+/g) ?? []).map(Number);
    const [salt = "", tag = ""] = text.split("$").slice(4);
    return {
      memory: memory ?? parameters.memory,
      passes: passes ?? parameters.passes,
      parallelism: parallelism ?? parameters.parallelism,
      salt: Buffer.from(salt, "base64"),
      tag: Buffer.from(tag, "base64"),
    };
  });

/** A hash in the PHC string form, which carries its own parameters. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltLength);
  const tag = await derive("argon2id", {
    ...parameters,
    message: bytesOf(password),
    nonce: salt,
    tagLength,
  });
  const { memory, passes, parallelism } = parameters;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`;
}

const nobody = { ...parameters, salt: Buffer.alloc(saltLength), tag: Buffer.alloc(tagLength) };

/** Takes as long for somebody who does not exist (`null`) as for somebody who does. */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const parsed = Phc.safeParse(hash);
  const { salt, tag, ...cost } = parsed.success ? parsed.data : nobody;
  const given = await derive("argon2id", {
    ...cost,
    message: bytesOf(password),
    nonce: salt,
    tagLength,
  });
  return timingSafeEqual(given, tag) && parsed.success;
}

function bytesOf(password: string): Buffer {
  return Buffer.from(normalizePassword(password), "utf8");
}

function unpadded(data: Buffer): string {
  return data.toString("base64").replaceAll("=", "");
}
