import { z } from "zod";
import { nextCode, type Person } from "@/tests/access/people";
import { defOf } from "@/tests/access/shapes";
import { byCode } from "@/tests/signing";

/** Stands where a code has to stand, until it is known who will show theirs. */
const unsaid = "000000";

/** What is given, with a place for the code of a schema that asks for one. */
export function withUnsaidCode(schema: z.ZodType, given: Record<string, unknown>) {
  const shape = schema instanceof z.ZodObject ? (schema.shape as Record<string, z.ZodType>) : {};
  return {
    ...("code" in shape && { code: unsaid }),
    // Of the two ways to sign, the one that takes no device.
    ...(shape["proof"] && defOf(shape["proof"]).options && { proof: byCode(unsaid) }),
    ...given,
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
const isUnsaid = (value: unknown) => isRecord(value) && value["code"] === unsaid;

/** The input with this person's next code in that place, and when it is shown. */
export function withNextCode(person: Person, input: unknown) {
  if (!isRecord(input) || !(isUnsaid(input) || isUnsaid(input["proof"])))
    return { at: undefined, input };
  const { at, code } = nextCode(person);
  return { at, input: isUnsaid(input) ? { ...input, code } : { ...input, proof: byCode(code) } };
}
