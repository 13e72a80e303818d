import { z } from "zod";

/** 32 bytes in base64. */
const Hash = z.string().regex(/^[A-Za-z0-9+/]{43}=$/);
const Size = z
  .bigint()
  .nonnegative()
  .max(2n ** 63n - 1n);

export const RegisterWitnessKeyInput = z.strictObject({
  /** Made by the caller: asked twice, registered once. */
  id: z.uuid(),
  /** Ed25519. */
  publicKey: Hash,
});
export type RegisterWitnessKeyInput = z.infer<typeof RegisterWitnessKeyInput>;

export const WitnessKeyView = z.strictObject({
  id: z.uuid(),
  /** In which the bank countersigns. */
  name: z.string(),
  publicKey: Hash,
  registeredAt: z.date(),
});
export type WitnessKeyView = z.infer<typeof WitnessKeyView>;

export const GetCheckpointInput = z.strictObject({
  /** The size of the last checkpoint the caller saw; 0 where it saw none. */
  since: Size,
});
export type GetCheckpointInput = z.infer<typeof GetCheckpointInput>;

export const CheckpointView = z.strictObject({
  /** The newest signed note; null where nothing is sealed yet. */
  checkpoint: z.strictObject({ size: Size, note: z.string(), at: z.date() }).nullable(),
  /** That it extends the tree of `since`; empty from 0 on. */
  path: z.array(Hash),
  key: WitnessKeyView.nullable(),
});
export type CheckpointView = z.infer<typeof CheckpointView>;

/** How a bank's own witnessing stands. */
export const WitnessStatusView = z.strictObject({
  checkpoint: z.strictObject({ size: Size, at: z.date() }).nullable(),
  key: WitnessKeyView.nullable(),
  /** The newest checkpoint that this bank countersigned. */
  cosigned: z.strictObject({ size: Size, at: z.date() }).nullable(),
  /** When its witness last refused one; null: never, or it has countersigned since. */
  objectedAt: z.date().nullable(),
});
export type WitnessStatusView = z.infer<typeof WitnessStatusView>;

export const CosignInput = z.strictObject({
  size: Size,
  /** The signature line of C2SP tlog-cosignature, version 1. */
  line: z.string().min(1).max(400),
});
export type CosignInput = z.infer<typeof CosignInput>;

export const CosignedView = z.strictObject({ size: Size, seenAt: z.date() });
export type CosignedView = z.infer<typeof CosignedView>;
