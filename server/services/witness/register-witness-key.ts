import { sql } from "drizzle-orm";
import type { RegisterWitnessKeyInput, WitnessKeyView } from "@/domain/ledger/witness-schema";
import { authorize } from "@/domain/policy";
import { Conflict, NotFound } from "@/domain/shared/errors";
import type { ServiceContext } from "@/server/services/context";
import { findKey } from "./find-key";

/** Names the key with which the bank will countersign; the one before it is retired. */
export async function registerWitnessKey(
  { db, actor }: ServiceContext<"bank">,
  { id, publicKey }: RegisterWitnessKeyInput,
): Promise<WitnessKeyView> {
  authorize(actor, "witness.register", { bankId: actor.organizationId });
  const [answer] = await db.call<{ refusal: string | null }>(
    sql`select refusal from gate.witness_register(${db.token}, ${id}::uuid, ${Buffer.from(publicKey, "base64")}::bytea)`,
  );
  if (answer?.refusal) throw new Conflict("witness_key_id_taken");
  const key = await db.transaction((tx) => findKey(tx, actor.organizationId));
  if (!key) throw new NotFound("witness_key");
  return key;
}
