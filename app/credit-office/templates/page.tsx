import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { formatDay, dayInShanghai } from "@/components/format/day";
import { PageHeader } from "@/components/layout/page-header";
import { Status } from "@/components/ui/status";
import { purposes } from "@/domain/consents/lifecycle";
import { caller } from "@/server/trpc/rsc";

export async function generateMetadata() {
  return { title: (await getTranslations("templates"))("title") };
}

export default async function TemplatesPage() {
  const t = await getTranslations("templates");
  const locale = await getLocale();
  const templates = await (await caller()).templates.list();
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <ul className="grid">
        {purposes.map((code) => {
          const versions = templates.filter((one) => one.code === code);
          const active = versions.find(({ state }) => state === "active");
          const hasDraft = versions.some(({ state }) => state === "draft");
          if (!active) return null;
          return (
            <li key={code} className="border-t border-line py-4 last:border-b">
              <Link
                href={`/credit-office/templates/${code}`}
                data-row
                className="grid gap-1 hover:text-ink"
              >
                <span className="flex flex-wrap items-baseline gap-x-4">
                  <span className="link text-lg">
                    {locale === "en" ? active.name.en : active.name.zh}
                  </span>
                  <Status tone="good">{t("list.active", { version: active.version })}</Status>
                  {hasDraft && <Status tone="waiting">{t("list.draft")}</Status>}
                </span>
                <span className="text-sm text-ink-soft">
                  {t("list.limits", {
                    days: active.maxValidityDays,
                    months: active.maxDataMonths,
                    scopes: active.scopes.length,
                  })}
                  {active.approvedAt &&
                    ` · ${t("history.approved", { day: formatDay(dayInShanghai(active.approvedAt), locale) })}`}
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
    </>
  );
}
