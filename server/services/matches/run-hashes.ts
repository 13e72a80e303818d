import { createHash } from "node:crypto";
import type { JudgedProduct } from "@/domain/matching/match";
import { inputsForm, resultForm, type RunInputs } from "@/domain/matching/snapshot";

const sha256 = (form: string) => createHash("sha256").update(form, "utf8").digest();

export const hashOfInputs = (inputs: RunInputs) => sha256(inputsForm(inputs));

export const hashOfResult = (
  ranked: readonly JudgedProduct[],
  products: readonly { id: string; version: number }[],
) => sha256(resultForm(ranked, new Map(products.map(({ id, version }) => [id, version]))));

/** Where a run's inputs are sealed. */
export const inputsAddress = (run: { id: string; enterpriseId: string; on: string }) => ({
  enterpriseId: run.enterpriseId,
  scope: `match_run:${run.id}`,
  period: run.on,
});
