import type { Pool, PoolClient } from "pg";

export type Question = {
  token: string;
  consentId: string;
  purpose?: string;
  applicationId?: string | null;
  scopes?: readonly string[];
  from?: string;
  to?: string;
};
type Opened = { refusal: string | null; ticket: string | null; seq: string | null };
type Taken = { refusal: string | null; scope: string; period: string; body: Buffer };

/** Step one, as a statement of its own on whatever connection it is given. */
export async function open(
  on: Pool | PoolClient,
  {
    token,
    consentId,
    purpose = "loan_application",
    applicationId = null,
    scopes = ["tax_declarations:indicator"],
    from = "2026-01-01",
    to = "2026-10-31",
  }: Question,
): Promise<Opened> {
  const { rows } = await on.query<Opened>(
    "select refusal, ticket, seq from gate.gate_open($1, $2, $3, $4, $5, $6, $7)",
    [token, consentId, purpose, applicationId, scopes, from, to],
  );
  return rows[0]!;
}

export async function take(
  on: Pool | PoolClient,
  token: string,
  ticket: string | null,
): Promise<Taken[]> {
  const { rows } = await on.query<Taken>(
    "select refusal, scope, period::text, body from gate.gate_take($1, $2)",
    [token, ticket],
  );
  return rows;
}

/** Both steps; the refusal, or how many rows were released. */
export async function read(on: Pool, question: Question): Promise<string | number> {
  const opened = await open(on, question);
  if (opened.refusal) return opened.refusal;
  const taken = await take(on, question.token, opened.ticket);
  return taken[0]?.refusal ?? taken.length;
}
