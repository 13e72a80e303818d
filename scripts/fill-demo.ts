import { closePool, systemContext } from "@/server/jobs/context";
import { fillDemoCity, type FillStep } from "@/server/services/imports/fill-demo-city";
import { showProgress } from "@/scripts/progress";

const names: Record<FillStep, string> = {
  registry: "enterprises",
  banks: "banks and products",
  history: "24 months of applications and outcomes",
  people: "demo sign-ins",
};
/** Roughly how the time divides. */
const weights: Record<FillStep, [from: number, to: number]> = {
  registry: [0, 0.2],
  banks: [0.2, 0.25],
  history: [0.25, 0.98],
  people: [0.98, 1],
};

const startedAt = performance.now();
const bar = showProgress("Filling the demo city");
const summary = await fillDemoCity(systemContext(), (step, share) => {
  const [from, to] = weights[step];
  bar.update(from + (to - from) * Math.min(1, share), names[step]);
});
bar.end();
await closePool();

const seconds = (performance.now() - startedAt) / 1000;
const megabytes = process.resourceUsage().maxRSS / 1024;
console.log(
  `Demo city: ${summary.enterprises} enterprises, ${summary.banks} banks, ${summary.products} products, ${summary.applications} past applications in ${seconds.toFixed(1)} s (peak ${megabytes.toFixed(0)} MB).`,
);
