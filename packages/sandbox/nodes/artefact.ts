import { compactVerify, createLocalJWKSet, errors, type JSONWebKeySet } from "jose";
import { z } from "zod";
import { Refusal } from "./refusal";

const Day = z.iso.date();
const Instant = z.iso.datetime({ offset: true });

const Artefact = z.looseObject({
  kind: z.enum(["consent", "inquiry"]),
  id: z.string().min(1),
  revision: z.number().int().nonnegative(),
  enterprise: z.string().length(18),
  recipient: z.string().min(1),
  purpose: z.string().min(1),
  items: z.array(z.looseObject({ item: z.string(), granularity: z.string(), from: Day, to: Day })),
  validFrom: Instant,
  validTo: Instant,
});
export type Artefact = z.infer<typeof Artefact>;

const inquiryLimit = 10 * 60 * 1000;

export type Verifier = (authorization: string | undefined, now: Date) => Promise<Artefact>;

/** Makes the check of `authorization: Consent <JWS>` against the platform's public keys (EdDSA only). */
export function artefactVerifier(jwks: JSONWebKeySet): Verifier {
  const keys = createLocalJWKSet(jwks);
  return async (authorization, now) => {
    const token = /^Consent (\S+)$/i.exec(authorization ?? "")?.[1];
    if (token === undefined) throw new Refusal(401, "artefact_missing");
    const artefact = await open(token, keys);
    const [from, to] = [Date.parse(artefact.validFrom), Date.parse(artefact.validTo)];
    if (artefact.kind === "inquiry" && to - from > inquiryLimit)
      throw new Refusal(403, "artefact_invalid");
    if (now.getTime() < from || now.getTime() >= to) throw new Refusal(403, "artefact_expired");
    return artefact;
  };
}

async function open(token: string, keys: ReturnType<typeof createLocalJWKSet>): Promise<Artefact> {
  try {
    const { payload } = await compactVerify(token, keys, { algorithms: ["EdDSA", "Ed25519"] });
    return Artefact.parse(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(payload)));
  } catch (error) {
    const isExpected =
      error instanceof errors.JOSEError ||
      error instanceof z.ZodError ||
      error instanceof SyntaxError ||
      error instanceof TypeError;
    if (isExpected) throw new Refusal(403, "artefact_invalid");
    throw error;
  }
}

/** Whether the artefact names the item; a predicate only where it says predicate, data only where it does not. */
export function covering(artefact: Artefact, item: string, asked: "data" | "predicate") {
  return artefact.items.filter(
    (entry) =>
      entry.item === item && (asked === "predicate") === (entry.granularity === "predicate"),
  );
}

/** Refuses unless the item is covered and one of its periods spans the months asked for ("YYYY-MM"). */
export function requireCover(
  artefact: Artefact,
  asked: { item: string; kind: "data" | "predicate"; from: string; to: string },
): void {
  const entries = covering(artefact, asked.item, asked.kind);
  if (entries.length === 0) throw new Refusal(403, "item_not_covered");
  const isSpanned = entries.some(
    (entry) => entry.from.slice(0, 7) <= asked.from && asked.to <= entry.to.slice(0, 7),
  );
  if (!isSpanned) throw new Refusal(403, "period_not_covered");
}
