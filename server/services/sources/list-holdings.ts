import { eq, sql } from "drizzle-orm";
import { agencies, catalogueItems, enterprises, publicRecords } from "@/db/schema";
import { applicationPeriod } from "@/domain/consents/periods";
import { authorize } from "@/domain/policy";
import { DomainError, NotFound } from "@/domain/shared/errors";
import type { AgencyCode, ItemCode } from "@/domain/sources/catalogue";
import type { SourceView } from "@/domain/sources/schema";
import { askHoldings, NodeRefusal } from "@/server/connectors/agency-node";
import type { ServiceContext } from "@/server/services/context";
import { signOwnInquiry } from "@/server/services/sources/own-inquiry";

/** Which agency holds what about this firm. Nodes are asked at once; one that is down says so and hides nothing else. */
export async function listHoldings(context: ServiceContext<"sme">): Promise<SourceView[]> {
  const { db, actor, now } = context;
  authorize(actor, "source.read", { enterpriseId: actor.organizationId });

  const { enterprise, catalogue, names, counts } = await db.transaction(async (tx) => {
    const [found] = await tx
      .select({ uscc: enterprises.uscc })
      .from(enterprises)
      .where(eq(enterprises.id, actor.organizationId));
    if (!found) throw new NotFound("enterprise");
    return {
      enterprise: found,
      catalogue: await tx.select().from(catalogueItems).orderBy(catalogueItems.position),
      names: await tx.select().from(agencies).orderBy(agencies.position),
      counts: await tx
        .select({ item: publicRecords.item, count: sql<number>`count(*)`.mapWith(Number) })
        .from(publicRecords)
        .where(eq(publicRecords.enterpriseId, actor.organizationId))
        .groupBy(publicRecords.item),
    };
  });

  const asked = catalogue.filter(({ mode }) => mode !== "P");
  const period = applicationPeriod(now);
  const [looked] = await db.call<{ refusal: string | null }>(
    sql`select refusal from gate.own_view(${db.token}, ${sql.param(asked.map(({ code }) => `${code}:holdings`))}::text[], ${period.from}::date, ${period.to}::date)`,
  );
  if (!looked || looked.refusal) throw new DomainError("SERVICE_UNAVAILABLE", "gate_silent");

  const artefact = await signOwnInquiry(
    enterprise.uscc,
    asked.flatMap(({ code, granularities }) =>
      granularities.map((granularity) => ({ item: code, granularity })),
    ),
    now,
  );
  const nodes = [...new Set(asked.map(({ agency }) => agency))];
  const answers = new Map(
    await Promise.all(
      nodes.map(
        async (agency) => [agency, await holdingsOf(agency, enterprise.uscc, artefact)] as const,
      ),
    ),
  );

  return names.map(({ code, nameZh, nameEn }) => {
    const answer = answers.get(code);
    return {
      agency: code,
      name: { zh: nameZh, en: nameEn },
      isReachable: answer !== null,
      items: catalogue
        .filter(({ agency }) => agency === code)
        .map((item) => ({
          code: item.code,
          name: { zh: item.nameZh, en: item.nameEn },
          description: { zh: item.descriptionZh, en: item.descriptionEn },
          mode: item.mode,
          ...held(item.code, item.mode === "P", answer ?? null, counts),
        })),
    };
  });
}

type Held = Pick<SourceView["items"][number], "records" | "from" | "to">;

function held(
  code: ItemCode,
  isPublic: boolean,
  answer: Map<string, Held> | null,
  counts: { item: ItemCode; count: number }[],
): Held {
  // The registration itself is the enterprise's own row.
  if (code === "registration") return { records: 1, from: null, to: null };
  if (isPublic)
    return { records: counts.find(({ item }) => item === code)?.count ?? 0, from: null, to: null };
  return answer?.get(code) ?? { records: answer ? 0 : null, from: null, to: null };
}

async function holdingsOf(agency: AgencyCode, uscc: string, artefact: string) {
  try {
    const { items } = await askHoldings({ agency, uscc, artefact });
    return new Map(
      items.map(({ item, from, to, records }): [string, Held] => [item, { records, from, to }]),
    );
  } catch (error) {
    if (error instanceof NodeRefusal) return null;
    throw error;
  }
}
