import { TRPCClientError } from "@trpc/client";
import type { z } from "zod";
import type { AppRouter } from "@/server/trpc/root";

/** Which fields of a form are not yet what the schema asks for. */
export function invalidFields(schema: z.ZodType, values: object): Set<string> {
  const { error } = schema.safeParse(values);
  return new Set(error?.issues.map(({ path }) => String(path[0])));
}

/** Why the server refused; null where it did not say. */
export function refusalReason(error: unknown): string | null {
  if (!(error instanceof TRPCClientError)) return null;
  return (error as TRPCClientError<AppRouter>).data?.reason ?? null;
}

/** The field a refusal of the server is about, if it names one. */
export function refusedField(error: unknown): string | null {
  if (!(error instanceof TRPCClientError)) return null;
  const { data } = error as TRPCClientError<AppRouter>;
  return data?.field ?? data?.issues?.[0]?.field ?? null;
}
