import { z } from "zod";
import { Invalid } from "@/domain/shared/errors";
import { open, seal } from "@/server/connectors/aes-gcm";
import { env } from "@/server/env";

const keyEncryptionKey = Buffer.from(env.KEY_ENCRYPTION_KEY, "base64");
const minutes = 15;

/** What the visitor carries between two steps for us: unreadable, unchangeable, and soon stale. */
export function sealMessage(purpose: string, content: object, now: Date): string {
  const expiresAt = now.getTime() + minutes * 60_000;
  const plain = Buffer.from(JSON.stringify({ content, expiresAt }), "utf8");
  return seal(keyEncryptionKey, plain, Buffer.from(purpose)).toString("base64url");
}

export function openMessage<T>(
  purpose: string,
  sealed: string,
  schema: z.ZodType<T>,
  now: Date,
  field: string,
): T {
  const Message = z.object({ content: schema, expiresAt: z.number() });
  let message: z.infer<typeof Message>;
  try {
    const plain = open(keyEncryptionKey, Buffer.from(sealed, "base64url"), Buffer.from(purpose));
    message = Message.parse(JSON.parse(plain.toString("utf8")));
  } catch {
    throw new Invalid("step_expired", field);
  }
  if (now.getTime() >= message.expiresAt) throw new Invalid("step_expired", field);
  return message.content;
}
