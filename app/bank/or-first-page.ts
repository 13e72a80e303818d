import { TRPCError } from "@trpc/server";
import { redirect } from "next/navigation";

/** A page of a list whose cursor is none of ours begins again at the first. */
export async function orFirstPage<T>(answer: Promise<T>, first: string): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof TRPCError && error.code === "BAD_REQUEST") redirect(first);
    throw error;
  }
}
