import { z } from "zod";

/** How much each side counts in the ranking: whole shares of 100. */
export const RankingWeights = z
  .strictObject({
    cost: z.int().min(0).max(100),
    speed: z.int().min(0).max(100),
    likelihood: z.int().min(0).max(100),
  })
  .refine(({ cost, speed, likelihood }) => cost + speed + likelihood === 100, {
    error: "weights_not_a_whole",
  });
export type RankingWeights = z.infer<typeof RankingWeights>;

export const rankingSides = ["cost", "speed", "likelihood"] as const;
export type RankingSide = (typeof rankingSides)[number];

/** What a firm can choose with one press. Nobody pays for a place: cost alone decides unless it says otherwise. */
export const weightPresets = {
  cheapest: { cost: 100, speed: 0, likelihood: 0 },
  fastest: { cost: 0, speed: 100, likelihood: 0 },
  likeliest: { cost: 0, speed: 0, likelihood: 100 },
  balanced: { cost: 50, speed: 25, likelihood: 25 },
} as const satisfies Record<string, RankingWeights>;
type WeightPreset = keyof typeof weightPresets;
export const weightPresetNames = Object.keys(weightPresets) as WeightPreset[];
export const defaultWeights: RankingWeights = weightPresets.cheapest;

/** Which preset weights are; null if none. */
export function presetOf(weights: RankingWeights): WeightPreset | null {
  return (
    weightPresetNames.find((name) =>
      rankingSides.every((side) => weightPresets[name][side] === weights[side]),
    ) ?? null
  );
}

/**
 * Shares of 100 in the proportions given (any whole numbers from 0 to 100), the remainder to whoever
 * has most left over, earlier sides first; null where all are nothing.
 */
export function wholeWeights(given: Record<RankingSide, number>): RankingWeights | null {
  const sum = rankingSides.reduce((total, side) => total + given[side], 0);
  if (sum === 0) return null;
  const shares = rankingSides.map((side) => {
    const exact = (given[side] * 100) / sum;
    return { side, share: Math.floor(exact), left: exact - Math.floor(exact) };
  });
  const missing = 100 - shares.reduce((total, { share }) => total + share, 0);
  const favoured = new Set(
    shares
      .toSorted((a, b) => b.left - a.left)
      .slice(0, missing)
      .map(({ side }) => side),
  );
  const [cost = 0, speed = 0, likelihood = 0] = shares.map(
    ({ side, share }) => share + Number(favoured.has(side)),
  );
  return { cost, speed, likelihood };
}
