import canonicalize from "canonicalize";
import { z } from "zod";
import { lprPublication } from "@/domain/loans/lpr";
import { guaranteeKinds, repaymentKinds } from "@/domain/products/kinds";
import type { FactValue } from "@/domain/profiles/windows";
import { DayText, MonthText } from "@/domain/shared/calendar";
import type { JudgedProduct, MatchInput } from "./match";
import { defaultWeights, RankingWeights } from "./weights";

/** An amount as digits: JSON has no bigint, and must not take it for a text either. */
const Fen = z.strictObject({ fen: z.string().regex(/^-?\d+$/) });
const StoredFact = z.union([Fen, z.number(), z.string(), z.boolean(), z.null()]);

/**
 * What a run of matching rested on besides the product versions, as it is sealed. `salt` is random:
 * the hash of few and guessable values would give them away to whoever can try them out.
 */
export const RunInputs = z.strictObject({
  version: z.literal(1),
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  on: DayText,
  month: MonthText,
  lpr: z.strictObject({ on: DayText, "1y": z.int(), "5y": z.int() }),
  weights: RankingWeights,
  need: z.strictObject({
    amount: Fen,
    months: z.int(),
    repaymentKind: z.enum(repaymentKinds).nullable(),
    guarantees: z.array(z.enum(guaranteeKinds)),
  }),
  facts: z.array(z.tuple([z.string(), StoredFact])),
  granted: z.array(z.string()),
  observed: z.array(
    z.strictObject({
      id: z.uuid(),
      daysMedian: z.number().nullable(),
      share: z.number().nullable(),
    }),
  ),
});
export type RunInputs = z.infer<typeof RunInputs>;

/** Everything a run is judged from, in an order of its own, so that equal inputs are equal bytes. */
export function runInputs(
  { facts, granted, need, on, month, weights = defaultWeights, observed, ...rest }: MatchInput,
  salt: string,
): RunInputs {
  const { lpr = lprPublication(on) } = rest;
  return {
    version: 1,
    salt,
    on,
    month,
    lpr,
    weights,
    need: {
      amount: { fen: String(need.amount) },
      months: need.months,
      repaymentKind: need.repaymentKind ?? null,
      guarantees: [...(need.guarantees ?? [])],
    },
    facts: inOrder([...facts].map(([code, value]) => [code, stored(value)] as const)),
    granted: [...granted].toSorted(),
    observed: inOrder(
      [...(observed ?? [])].map(
        ([id, { daysMedian, share }]) => [id, { daysMedian, share }] as const,
      ),
    ).map(([id, numbers]) => ({ id, ...numbers })),
  };
}

/** The inputs as matching takes them. */
export function restoredInput(inputs: RunInputs): Omit<MatchInput, "products"> {
  const { need, facts, granted, observed, on, month, lpr, weights } = inputs;
  return {
    on,
    month,
    lpr,
    weights,
    need: { ...need, amount: BigInt(need.amount.fen) },
    facts: new Map(facts.map(([code, value]) => [code, restored(value)])),
    granted: new Set(granted),
    observed: new Map(observed.map(({ id, ...numbers }) => [id, numbers])),
  };
}

/** The bytes (RFC 8785) the hash of a run's inputs is taken over. */
export function inputsForm(inputs: RunInputs): string {
  return canonical(inputs);
}

/**
 * The bytes (RFC 8785) the hash of a run's result is taken over: every product with its version and
 * verdict in the order of the result, and to the fen what was priced.
 */
export function resultForm(
  judged: readonly JudgedProduct[],
  versions: ReadonlyMap<string, number>,
): string {
  return canonical({
    version: 1,
    products: judged.map(({ productId, verdict, price }) => [
      productId,
      versions.get(productId) ?? null,
      verdict,
      price && String(price.totalCost),
      price && (price.annualRate.kind === "rate" ? price.annualRate.rate : price.annualRate.kind),
    ]),
  });
}

function canonical(value: unknown): string {
  const form = canonicalize(value);
  if (form === undefined) throw new TypeError("a run always has a canonical form");
  return form;
}

const inOrder = <V>(entries: (readonly [string, V])[]): [string, V][] =>
  entries.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([key, value]) => [key, value]);

const stored = (value: FactValue): z.infer<typeof StoredFact> =>
  typeof value === "bigint" ? { fen: String(value) } : value;

const restored = (value: z.infer<typeof StoredFact>): FactValue =>
  value !== null && typeof value === "object" ? BigInt(value.fen) : value;
