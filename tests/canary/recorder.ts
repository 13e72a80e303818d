import { randomBytes, randomInt } from "node:crypto";
import type { Person } from "@/tests/access/people";
import { poolOf } from "@/tests/database";

const pool = poolOf("admin");
/** What a token looks like as a word, as fen and as yuan; nothing else in the tests does. */
const shapes = /canary-[0-9a-f]{16}|(?<!\d)7799\d{9}(?!\d)|(?<!\d)7799\d{7}\.\d{2}(?!\d)/g;

type Origin = { enterpriseId: string; scope: string };
type Sighting = Origin & { where: string; who: string };

/** Marks facts with tokens, hears everything that leaves, and asks the ledger about every token it hears. */
export class Recorder {
  readonly #origins = new Map<string, Origin>();
  readonly leaks: Sighting[] = [];
  readonly permitted: Sighting[] = [];
  /** What the vault keeps for matching, each under a live consent. */
  readonly kept: Sighting[] = [];
  heard = 0;

  /** A word that stands in one fact only. */
  word(origin: Origin): string {
    return this.#mark(`canary-${randomBytes(8).toString("hex")}`, origin);
  }

  #freshFen(): string {
    const digits = `7799${randomInt(1e9).toString().padStart(9, "0")}`;
    return this.#origins.has(digits) ? this.#freshFen() : digits;
  }

  /** An amount that stands in one fact only, in fen; known in yuan as well. */
  fen(origin: Origin): string {
    const digits = this.#mark(this.#freshFen(), origin);
    this.#mark(`${digits.slice(0, -2)}.${digits.slice(-2)}`, origin);
    return digits;
  }

  yuan(origin: Origin): string {
    const digits = this.fen(origin);
    return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
  }

  #mark(token: string, origin: Origin): string {
    this.#origins.set(token, origin);
    return token;
  }

  #tokensIn(text: string): Origin[] {
    return [...new Set(text.match(shapes))].flatMap((token) => this.#origins.get(token) ?? []);
  }

  /** Runs one call and judges what it answered: a line written for it must have permitted each token. */
  async during(where: string, person: Person | null, call: () => Promise<string>): Promise<string> {
    const { rows } = await pool.query<{ at: Date }>("select clock_timestamp()::text as at");
    const text = await call();
    this.heard += 1;
    for (const origin of this.#tokensIn(text)) {
      const isPermitted = person !== null && (await this.#isPermitted(origin, person, rows[0]!.at));
      const sighting = { ...origin, where, who: person?.name ?? "a visitor" };
      (isPermitted ? this.permitted : this.leaks).push(sighting);
    }
    return text;
  }

  /** What nobody is the recipient of: logs, jobs, rows. No token belongs there. */
  overhear(where: string, text: string): void {
    this.heard += 1;
    for (const origin of this.#tokensIn(text)) this.leaks.push({ ...origin, where, who: "nobody" });
  }

  /** The one place where an indicator stands in clear: nowhere but under a consent that names it. */
  async #overhearMatching(where: string, row: string): Promise<void> {
    this.heard += 1;
    for (const origin of this.#tokensIn(row)) {
      const { rowCount } = await pool.query(
        `select from app.consents join app.consent_items on consent_id = consents.id
         where enterprise_id = $1 and purpose = 'platform_matching' and status = 'active' and dropped_at is null and scope = $2
           and strpos($3, $1::text) > 0`,
        [origin.enterpriseId, origin.scope, row],
      );
      (rowCount ? this.kept : this.leaks).push({ ...origin, where, who: "nobody" });
    }
  }

  async #isPermitted({ enterpriseId, scope }: Origin, person: Person, since: Date) {
    const { rows } = await pool.query(
      `select from ledger.entries where chain = $1 and $2 = any (scopes) and at >= $3 and person_id = $4
         and recipient_id is not distinct from $5
         and ((action = 'gate.open' and code = 'PERMITTED') or (action = 'own.view' and code = 'SHOWN'))`,
      [
        enterpriseId,
        scope,
        since,
        person.userId,
        person.party === "bank" ? person.organizationId : null,
      ],
    );
    return rows.length > 0;
  }

  /** Every row of every table, the queue's too, and what its bytes say as text. */
  async overhearDatabase(): Promise<void> {
    const { rows: tables } = await pool.query<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema in ('app', 'auth', 'vault', 'ledger', 'queue', 'graphile_worker')`,
    );
    for (const { name } of tables) {
      const { rows } = await pool.query<{ row: string }>(`select t::text as row from ${name} t`);
      for (const { row } of rows)
        if (name === "vault.matching_facts") await this.#overhearMatching(name, row);
        else this.overhear(name, `${row} ${bytesIn(row)}`);
    }
  }
}

const bytesIn = (row: string) =>
  [...row.matchAll(/\\x([0-9a-f]{8,})/g)]
    .map(([, hex]) => Buffer.from(hex ?? "", "hex").toString("latin1"))
    .join(" ");
