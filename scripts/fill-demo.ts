import { closePool, systemContext } from "@/server/jobs/context";
import { fillDemoCity, type FillStep } from "@/server/services/imports/fill-demo-city";
import { fillDemoMatching } from "@/scripts/demo-matching";
import { restText, shareDone } from "@/scripts/fill-effort";
import { showProgress } from "@/scripts/progress";

const names: Record<FillStep, string> = {
  registry: "enterprises",
  slices: "counts for audiences",
  banks: "banks and products",
  history: "24 months of applications and outcomes",
  observations: "what firms met with",
};
const startedAt = performance.now();
const bar = showProgress("Filling the demo city");
const summary = await fillDemoCity(
  systemContext(),
  fillDemoMatching,
  (step, share, enterprises) => {
    const done = shareDone(enterprises, step, share);
    bar.update(done, `${names[step]}${restText(performance.now() - startedAt, done)}`);
  },
);
bar.end();
await closePool();

const seconds = (performance.now() - startedAt) / 1000;
const megabytes = process.resourceUsage().maxRSS / 1024;
console.log(
  `Demo city: ${summary.enterprises} enterprises, ${summary.banks} banks, ${summary.products} products, ${summary.applications} past applications, ${summary.matching} firms that let the platform match, in ${seconds.toFixed(1)} s (peak ${megabytes.toFixed(0)} MB).`,
);
