import { createHash, randomBytes } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { enterprises } from "@/db/schema";
import { applicationPeriod } from "@/domain/consents/periods";
import { authorize } from "@/domain/policy";
import {
  reportBytes,
  reportNumber,
  statementOf,
  type ReportContent,
} from "@/domain/reports/content";
import type { MakeReportInput, ReportRow } from "@/domain/reports/schema";
import { shanghaiDay } from "@/domain/shared/calendar";
import { Conflict, DomainError, Invalid, NotFound } from "@/domain/shared/errors";
import { defaultCatalogue, type ItemCode, type Scope } from "@/domain/sources/catalogue";
import { recordEvent } from "@/server/audit/record-event";
import { NodeRefusal } from "@/server/connectors/agency-node";
import { signAsPlatform } from "@/server/connectors/platform-signature";
import { sealFor } from "@/server/connectors/sealing";
import { activeTemplate } from "@/server/services/consents/put-consent";
import type { ServiceContext } from "@/server/services/context";
import { collectFacts } from "@/server/services/sources/collect-facts";
import { signOwnInquiry } from "@/server/services/sources/own-inquiry";
import { findReport, getStoredReport, rowOf } from "./queries";

type Chosen = MakeReportInput["items"];
type Asking = { uscc: string; items: Chosen; period: ReportContent["period"]; now: Date };

/**
 * What the enterprise's own facts say today, as a numbered report: asked live under its own inquiry,
 * attested by the platform, and sealed. Its line is in the ledger before anything is asked.
 */
export async function makeReport(
  context: ServiceContext<"sme">,
  { id, items }: MakeReportInput,
): Promise<ReportRow> {
  const { db, actor, now } = context;
  const enterpriseId = actor.organizationId;
  authorize(actor, "report.make", { enterpriseId });
  const { known, enterprise, allowed } = await db.transaction(async (tx) => {
    const [row] = await tx.select().from(enterprises).where(eq(enterprises.id, enterpriseId));
    if (!row) throw new NotFound("enterprise");
    return {
      known: await findReport(tx, id),
      enterprise: { uscc: row.uscc, name: row.name },
      allowed: (await activeTemplate(tx, "report_share")).scopes,
    };
  });
  if (known) return rowOf(known);
  const scopes = scopesOf(items, allowed);

  const period = applicationPeriod(now);
  const [looked] = await db.call<{ refusal: string | null }>(
    sql`select refusal from gate.own_view(${db.token}, ${sql.param(scopes)}::text[], ${period.from}::date, ${period.to}::date)`,
  );
  if (!looked || looked.refusal) throw new DomainError("SERVICE_UNAVAILABLE", "gate_silent");
  const number = reportNumber(shanghaiDay(now), randomBytes(8));
  const content: ReportContent = {
    version: 1,
    kind: "report",
    number,
    enterprise,
    scopes,
    period,
    at: now.toISOString(),
    ...(await collect({ uscc: enterprise.uscc, items, period, now })),
  };
  const hash = createHash("sha256").update(reportBytes(content)).digest();
  const attestation = await signAsPlatform(reportBytes(statementOf(content, hash.toString("hex"))));
  const address = { enterpriseId, scope: `report:${number}`, period: period.to };
  // A key may be replaced between sealing and storing: then it is sealed again.
  for (let attempt = 1; ; attempt += 1) {
    const sealed = await sealFor(db, enterpriseId, "indicator", address, content);
    const kept = await db.transaction(async (tx) => {
      const { rows } = await tx.execute<{ refusal: string | null }>(
        sql`select refusal from gate.report_make(${db.token}, ${id}::uuid, ${number}, ${sql.param(scopes)}::text[],
          ${period.from}::date, ${period.to}::date, ${hash}::bytea, ${attestation}, ${sealed.keyId}::uuid,
          ${sealed.suite}::smallint, ${sealed.body}::bytea)`,
      );
      const refusal = rows[0]?.refusal ?? null;
      if (refusal === "KEY_RETIRED") return null;
      if (refusal && refusal !== "REPORT_EXISTS") throw new Conflict(refusal.toLowerCase());
      const report = await getStoredReport(tx, id);
      if (!refusal) await recordEvent(tx, context, "report.made", id, { enterpriseId });
      return rowOf(report);
    });
    if (kept) return kept;
    if (attempt === 3) throw new Conflict("key_retired");
  }
}

function scopesOf(items: Chosen, allowed: readonly string[]): Scope[] {
  const scopes = [
    ...new Set(items.map(({ item, granularity }): Scope => `${item}:${granularity}`)),
  ].toSorted();
  const isFetched = new Set(
    defaultCatalogue
      .filter(({ mode, subject }) => mode === "A" && subject === "enterprise")
      .flatMap(({ code, granularities }) => granularities.map((one) => `${code}:${one}`)),
  );
  if (scopes.some((scope) => !allowed.includes(scope) || !isFetched.has(scope)))
    throw new Invalid("scope_above_ceiling", "items");
  return scopes;
}

async function collect({ uscc, items, period, now }: Asking) {
  const artefact = await signOwnInquiry(uscc, items, now);
  const unreachable: ItemCode[] = [];
  const answers = await Promise.all(
    [...Map.groupBy(items, ({ item }) => item)].map(async ([item, chosen]) => {
      try {
        const granularities = chosen.map(({ granularity }) => granularity);
        return (await collectFacts({ uscc, artefact, item, granularities, ...period, now })).rows;
      } catch (error) {
        if (!(error instanceof NodeRefusal)) throw error;
        unreachable.push(item);
        return [];
      }
    }),
  );
  if (unreachable.length === answers.length) throw new Conflict("agencies_unreachable");
  const facts = answers
    .flat()
    // As it will be read back: JSON and nothing else.
    .map((row) => JSON.parse(JSON.stringify(row)) as ReportContent["facts"][number])
    .map(({ scope, period: month, content }) => ({ scope, period: month, content }));
  return { facts, unreachable: unreachable.toSorted() };
}
