import { type Verdict, verdicts } from "@/domain/matching/verdict";
import { mostCompared } from "@/domain/matching/views";
import { type RankingWeights, rankingSides, wholeWeights } from "@/domain/matching/weights";

export type MatchParams = Record<string, string | string[] | undefined>;

/** What the address of a need's page says; whatever says nothing sensible is as if it were not there. */
export type MatchAddress = {
  /** Null: as the last run was ranked. */
  weights: RankingWeights | null;
  /** Null: the best of every verdict. */
  verdict: Verdict | null;
  /** From 1. */
  page: number;
  compare: string[];
};

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const mostPages = 10_000;

export function addressOf(params: MatchParams): MatchAddress {
  const one = (name: string) => [params[name] ?? []].flat()[0];
  const share = (name: string) => {
    const text = one(name) ?? "";
    return /^\d{1,3}$/.test(text) ? Math.min(100, Number(text)) : null;
  };
  const [cost, speed, likelihood] = rankingSides.map(share);
  const isSaid = cost != null || speed != null || likelihood != null;
  const page = /^\d{1,5}$/.test(one("page") ?? "") ? Number(one("page")) : 1;
  return {
    weights: isSaid
      ? wholeWeights({ cost: cost ?? 0, speed: speed ?? 0, likelihood: likelihood ?? 0 })
      : null,
    verdict: verdicts.find((verdict) => verdict === one("verdict")) ?? null,
    page: Math.min(Math.max(1, page), mostPages),
    compare: [...new Set([params["compare"] ?? []].flat().filter((id) => uuid.test(id)))].slice(
      0,
      mostCompared,
    ),
  };
}

/** The address that says it; what is as usual is left out. */
export function matchHref(
  needId: string,
  { weights = null, verdict = null, page = 1, compare = [] }: Partial<MatchAddress>,
): string {
  const said = new URLSearchParams([
    ...(weights ? rankingSides.map((side) => [side, String(weights[side])]) : []),
    ...(verdict ? [["verdict", verdict]] : []),
    ...(page > 1 ? [["page", String(page)]] : []),
    ...compare.map((id) => ["compare", id]),
  ]);
  return said.size > 0 ? `/sme/needs/${needId}?${said}` : `/sme/needs/${needId}`;
}
