"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { z } from "zod";
import { refusedField } from "@/components/accounts/field-errors";
import { useRefusalText } from "@/components/trpc/refusal-text";

type Problems = Record<string, string>;

/**
 * A form against the schema the server asks with: `parse` gives what may be sent, or null and says
 * at each field what is wrong with it; of a field in parts at each part ("name.en") and at the whole. A
 * refusal that names a field stands at that field.
 */
export function useFormProblems<T extends z.ZodType>(schema: T, refusal: unknown) {
  const errors = useTranslations("errors");
  const refusalText = useRefusalText();
  const [problems, setProblems] = useState<Problems>({});
  const named = refusedField(refusal);

  function parse(values: unknown): z.infer<T> | null {
    const result = schema.safeParse(values);
    const found: Problems = {};
    for (const { path, message } of result.error?.issues ?? [])
      for (const field of new Set([String(path[0]), path.join(".")]))
        found[field] ??= errors(errors.has(message) ? message : "invalid");
    setProblems(found);
    return result.success ? result.data : null;
  }

  return {
    parse,
    problemOf: (field: string): string | undefined =>
      problems[field] ?? (named === field ? refusalText(refusal) : undefined),
    /** What the server refused, whole; null while there is nothing. */
    refused: refusal ? refusalText(refusal) : null,
    isWrong: Object.keys(problems).length > 0,
  };
}
