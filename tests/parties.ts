import { createHash, randomInt, randomUUID } from "node:crypto";
import type { Pool } from "pg";
import type { allRoles, Party as PartyKind } from "@/domain/shared/actor";

/** An organization of a test's own, with one person who is signed in. */
export type SignedIn = { id: string; uscc: string; name: string; personId: string; token: string };

const sha256 = (text: string) => createHash("sha256").update(text).digest();
const digits = (length: number) => Array.from({ length }, () => randomInt(10)).join("");

/** Made by the superuser: what a test starts from, not what it tests. */
export async function makeEnterprise(admin: Pool): Promise<SignedIn> {
  const [id, uscc] = [randomUUID(), digits(18)];
  const name = `Enterprise ${uscc}`;
  await admin.query(
    `insert into app.enterprises (id, uscc, name, legal_representative, as_of) values ($1, $2, $3, 'Li', clock_timestamp())`,
    [id, uscc, name],
  );
  return { id, uscc, name, ...(await signIn(admin, "sme", "owner", { enterpriseId: id })) };
}

export async function makeBank(admin: Pool): Promise<SignedIn> {
  const [id, uscc] = [randomUUID(), digits(18)];
  const name = `Bank ${uscc}`;
  await admin.query(
    `insert into app.banks (id, code, uscc, name, name_en, kind) values ($1, $2::text, $2::text, $3::text, $3::text, 'city')`,
    [id, uscc, name],
  );
  return { id, uscc, name, ...(await signIn(admin, "bank", "officer", { bankId: id })) };
}

/** One more person, with a session of an hour. */
export async function signIn(
  admin: Pool,
  party: PartyKind,
  role: (typeof allRoles)[number],
  { enterpriseId, bankId }: { enterpriseId?: string; bankId?: string } = {},
) {
  const [personId, token] = [randomUUID(), randomUUID()];
  await admin.query(
    `insert into auth.people (id, username, name, party, role, enterprise_id, bank_id, password_hash)
     values ($1::uuid, $1::uuid::text, 'Wang', $2, $3, $4, $5, 'none')`,
    [personId, party, role, enterpriseId ?? null, bankId ?? null],
  );
  await admin.query(
    `insert into auth.sessions (token_hash, person_id, expires_at) values ($1, $2, clock_timestamp() + interval '1 hour')`,
    [sha256(token), personId],
  );
  return { personId, token };
}

type Case = { needId: string; productId: string; applicationId: string };

/** A prepared application of one's own need for a bank's own product. */
export async function makeApplication(
  admin: Pool,
  enterprise: SignedIn,
  bank: SignedIn,
): Promise<Case> {
  const made = { needId: randomUUID(), productId: randomUUID(), applicationId: randomUUID() };
  await admin.query(
    `insert into app.products (id, bank_id, code, status, published_at) values ($1::uuid, $2, $1::uuid::text, 'published', clock_timestamp())`,
    [made.productId, bank.id],
  );
  await admin.query(
    `insert into app.product_versions (product_id, version, content) values ($1, 1, '{}')`,
    [made.productId],
  );
  await admin.query(
    `insert into app.needs (id, enterprise_id, amount, term_months, purpose, status, created_by)
     values ($1, $2, 50000000, 12, 'wages', 'matched', $3)`,
    [made.needId, enterprise.id, enterprise.personId],
  );
  await admin.query(
    `insert into app.applications (id, need_id, enterprise_id, bank_id, product_id, product_version, amount, term_months, updated_at)
     values ($1, $2, $3, $4, $5, 1, 50000000, 12, clock_timestamp())`,
    [made.applicationId, made.needId, enterprise.id, bank.id, made.productId],
  );
  return made;
}

/** Stand-ins for ciphertexts, one a month, under a stand-in for a key per granularity. */
export async function makeFacts(
  admin: Pool,
  enterprise: SignedIn,
  scopes: readonly string[],
  periods: readonly string[],
) {
  for (const scope of scopes) {
    const [, granularity] = scope.split(":");
    await admin.query(
      `insert into vault.data_keys (enterprise_id, granularity) values ($1, $2) on conflict do nothing`,
      [enterprise.id, granularity],
    );
    await admin.query(
      `insert into vault.facts (enterprise_id, scope, period, key_id, suite, body, as_of, fetch_id)
       select $1::uuid, $2::text, period, data_keys.id, 1, convert_to($2::text || period, 'UTF8'), clock_timestamp(), uuidv7()
       from unnest($4::date[]) as period, vault.data_keys
       where data_keys.enterprise_id = $1::uuid and data_keys.granularity = $3 and retired_at is null`,
      [enterprise.id, scope, granularity, periods],
    );
  }
}
