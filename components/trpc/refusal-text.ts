"use client";

import { TRPCClientError } from "@trpc/client";
import { useTranslations } from "next-intl";
import type { AppRouter } from "@/server/trpc/root";

/** A refusal as a sentence: by its reason where there is one, by its kind otherwise. */
export function useRefusalText() {
  const t = useTranslations("errors");
  return (error: unknown): string => {
    if (!(error instanceof TRPCClientError)) return t("unexpected");
    const { data } = error as TRPCClientError<AppRouter>;
    if (!data) return t("network");
    const key = data.reason?.replaceAll(".", "_");
    if (key && t.has(key)) return t(key);
    switch (data.httpStatus) {
      case 401:
        return t("session_expired");
      case 403:
        return t("forbidden");
      case 404:
        return t("not_found");
      case 409:
        return t("conflict");
      case 429:
        return t("too_many");
      case 503:
        return t("unavailable");
      default:
        return data.httpStatus < 500 ? t("invalid") : t("unexpected");
    }
  };
}
