import { spawn } from "node:child_process";
import { once } from "node:events";
import { sql } from "drizzle-orm";
import { connect, on } from "@/db/client";
import { personaUrl } from "@/db/personas";
import { Stop } from "@/scripts/stop";

type Demo = {
  databaseUrl: string;
  personaSecret: string;
  /** The environment the filling runs in. */
  variables: Record<string, string>;
  signal: AbortSignal;
};

/** Fills an empty database with the demo city; one that has been filled is left as it is. */
export async function fillIfEmpty({ databaseUrl, personaSecret, variables, signal }: Demo) {
  const filled = await ask<{ filled: boolean }>(
    personaUrl(databaseUrl, personaSecret, "worker"),
    "select exists (select from app.installation where key = 'demo_city') as filled",
  );
  if (filled[0]?.filled) return;
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/fill-demo.ts"], {
    // Nothing is lost that the next start would not make again: the note that all is there comes last.
    env: { ...process.env, ...variables, PGOPTIONS: "-c synchronous_commit=off" },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const abort = () => child.kill("SIGTERM");
  signal.addEventListener("abort", abort);
  const [code] = (await once(child, "exit")) as [number | null];
  signal.removeEventListener("abort", abort);
  signal.throwIfAborted();
  if (code !== 0)
    throw new Stop("The demo city could not be filled; npm run db:reset starts over.");
}

type Seat = { name: string; party: string; role: string; organization: string | null };

/** Who can be tried out, as lines for the terminal: the first firm, the first banks, the office. */
export async function demoSignIns(databaseUrl: string, personaSecret: string): Promise<string[]> {
  const seats = await ask<Seat>(
    personaUrl(databaseUrl, personaSecret, "public"),
    "select name, party, role, organization from auth.demo_people()",
  );
  const organizations = Object.groupBy(seats, ({ party }) => party);
  return Object.values(organizations).flatMap((group = []) => {
    const first = group[0];
    if (!first) return [];
    return group
      .filter(({ organization }) => organization === first.organization)
      .map(({ name, role, organization }) => `${organization ?? "信用办"} · ${role} · ${name}`);
  });
}

async function ask<Row>(url: string, statement: string): Promise<Row[]> {
  const pool = connect(url, 1);
  try {
    return (await on(pool).execute(sql.raw(statement))).rows as Row[];
  } finally {
    await pool.end();
  }
}
