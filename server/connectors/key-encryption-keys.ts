import { env } from "@/server/env";

const bytesOf = (base64: string) => Buffer.from(base64, "base64");

/** New keys are wrapped by it. */
export const keyEncryptionKey = bytesOf(env.KEY_ENCRYPTION_KEY);

/** What may have wrapped a key that is stored: until all are wrapped anew, the one before as well. */
export const keyEncryptionKeys: readonly Buffer[] = [
  keyEncryptionKey,
  ...(env.KEY_ENCRYPTION_KEY_PREVIOUS ? [bytesOf(env.KEY_ENCRYPTION_KEY_PREVIOUS)] : []),
];
