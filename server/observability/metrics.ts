import { Counter, Gauge, Histogram, register } from "prom-client";

/** The bundler may instantiate this module more than once; the registry is the process's. */
const once = <T>(name: string, make: () => T): T =>
  (register.getSingleMetric(name) as T | undefined) ?? make();

const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
  once(name, () => new Counter({ name, help, labelNames }));

const procedureCalls = counter("xyd_procedure_calls_total", "Calls by procedure and outcome.", [
  "procedure",
  "code",
]);
const procedureSeconds = once(
  "xyd_procedure_seconds",
  () =>
    new Histogram({
      name: "xyd_procedure_seconds",
      help: "How long procedures took.",
      labelNames: ["procedure"],
      buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    }),
);
export function observeCall(procedure: string, code: string, milliseconds: number) {
  procedureCalls.inc({ procedure, code });
  procedureSeconds.observe({ procedure }, milliseconds / 1000);
}

export const refusedRequests = counter(
  "xyd_refused_requests_total",
  "Requests refused before a procedure was reached.",
  ["reason"],
);
export const gateReads = counter("xyd_gate_reads_total", "Gate answers by outcome.", ["outcome"]);
export const signIns = counter("xyd_sign_ins_total", "Sign-in attempts by outcome.", ["outcome"]);
export const queueDepth = once(
  "xyd_queue_depth",
  () => new Gauge({ name: "xyd_queue_depth", help: "Jobs that wait for the worker." }),
);

/** The whole registry in Prometheus' text form. */
export async function metricsText() {
  return { body: await register.metrics(), contentType: register.contentType };
}
