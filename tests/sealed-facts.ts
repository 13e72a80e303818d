import type { PersonaDatabase } from "@/db/client";
import type { Granularity } from "@/domain/sources/catalogue";
import { keyStore } from "@/server/connectors/key-store";
import { opener, sealFor } from "@/server/connectors/sealing";
import { committed, poolOf } from "@/tests/database";
import type { SignedIn } from "@/tests/parties";

const admin = poolOf("admin");

export const months = ["2026-07-01", "2026-08-01", "2026-09-01", "2026-10-01"];
export const contentOf = (enterpriseId: string, scope: string, period: string) => ({
  says: `${enterpriseId} ${scope} ${period}`,
});

/** Facts that are really sealed, each saying whose and what it is. */
export async function makeSealedFacts(
  enterprise: Pick<SignedIn, "id">,
  scopes: readonly string[],
  periods: readonly string[] = months,
  db: PersonaDatabase = committed("worker", ""),
) {
  for (const scope of scopes)
    for (const period of periods) {
      const address = { enterpriseId: enterprise.id, scope, period };
      const granularity = scope.split(":")[1] as Granularity;
      const content = contentOf(enterprise.id, scope, period);
      const { keyId, suite, body } = await sealFor(
        db,
        enterprise.id,
        granularity,
        address,
        content,
      );
      await admin.query(
        `insert into vault.facts (enterprise_id, scope, period, key_id, suite, body, as_of, fetch_id)
         values ($1, $2, $3, $4, $5, $6, clock_timestamp(), uuidv7())`,
        [enterprise.id, scope, period, keyId, suite, body],
      );
    }
}

type Row = {
  enterprise_id: string;
  scope: string;
  period: string;
  key_id: string;
  suite: number;
  body: Buffer;
};

/** Opens every fact there is: how many say what they should, and how many do not open. */
export async function openAll(): Promise<{ right: number; wrong: number }> {
  const { rows } = await admin.query<Row>(
    "select enterprise_id, scope, period::text, key_id, suite, body from vault.facts",
  );
  const open = opener();
  let right = 0;
  for (const { enterprise_id: enterpriseId, scope, period, key_id, suite, body } of rows) {
    const address = { enterpriseId, scope, period };
    try {
      const content = open(key_id, suite, address, body) as { says: string };
      if (content.says === contentOf(enterpriseId, scope, period).says) right += 1;
    } catch {
      // Counted as what is not right.
    }
  }
  return { right, wrong: rows.length - right };
}

/** The two halves against each other: facts under erased keys, keys without a name or a half. */
export async function halvesApart() {
  const { rows } = await admin.query<{ id: string; erased: boolean; facts: number }>(
    `select id, erased_at is not null as erased, (select count(*)::int from vault.facts where key_id = data_keys.id) as facts
     from vault.data_keys`,
  );
  const store = keyStore();
  return {
    factsUnderErasedKeys: rows.filter(({ erased, facts }) => erased && facts > 0).length,
    usedButNotStored: rows.filter(({ id, facts }) => facts > 0 && !store.get(id)).length,
    erasedButStored: rows.filter(({ id, erased }) => erased && store.get(id)).length,
    storedWithoutName: store.count() - rows.filter(({ id }) => store.get(id)).length,
  };
}
export const together = {
  factsUnderErasedKeys: 0,
  usedButNotStored: 0,
  erasedButStored: 0,
  storedWithoutName: 0,
};

/** As if a minute had passed since the last fact left its old key. */
export const waitAMinute = () =>
  admin.query(
    "update vault.data_keys set emptied_at = emptied_at - interval '61 seconds' where emptied_at > retired_at and erased_at is null",
  );

/** The worker's connection, broken off at its n-th call: before it, or when it has been committed. */
export function brokenAt(n: number, when: "before" | "after"): PersonaDatabase {
  const db = committed("worker", "");
  let calls = 0;
  return {
    ...db,
    async call(statement) {
      calls += 1;
      if (calls === n && when === "before") throw new Error("broken off");
      const rows = await db.call(statement);
      if (calls === n) throw new Error("broken off");
      return rows as never;
    },
  };
}
