import { Landing } from "@/components/landing/landing";
import { LandingFigures } from "@/components/statistics/landing-figures";
import { caller } from "@/server/trpc/rsc";

export default async function LandingPage() {
  const { quarters } = await (await caller()).statistics.published();
  return (
    <Landing
      {...(quarters.length > 0 && { figures: <LandingFigures quarters={quarters.toReversed()} /> })}
    />
  );
}
