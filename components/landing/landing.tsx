import { ArrowRight } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import type { ReactNode } from "react";
import { LinkButton } from "@/components/ui/button";
import { ProductSearch } from "./product-search";
import { SightTable } from "./sight-table";
import { Specimen } from "./specimen";

/** A line of the heading that breaks only as a whole. */
const line = (chunks: ReactNode) => <span className="inline-block">{chunks}</span>;

const gets = ["price", "reason", "control"] as const;
const steps = ["allow", "sign", "answer"] as const;
const doors = ["sme", "bank", "office"] as const;

/** The front page. `figures` are published numbers, `zones` the first look at the supermarket. */
export function Landing({
  figures,
  zones,
}: {
  figures?: ReactNode;
  zones?: { title: string; strip: ReactNode };
}) {
  const t = useTranslations("public.landing");
  return (
    <div className="page">
      <div className="grid items-center gap-x-16 gap-y-12 py-12 lg:grid-cols-[6fr_5fr] lg:py-20">
        <div className="grid gap-6">
          <h1 className="text-xl leading-tight sm:text-2xl">{t.rich("title", { line })}</h1>
          <p className="max-w-[34em] text-base text-ink-soft sm:text-lg">{t("lead")}</p>
          <ProductSearch />
          <LinkButton
            href="/sign-in?party=sme"
            variant="quiet"
            className="justify-self-stretch sm:justify-self-start"
          >
            {t("start")}
            <ArrowRight className="size-4" aria-hidden="true" />
          </LinkButton>
        </div>
        <Specimen />
      </div>

      {figures && (
        <Part title={t("figures")}>
          <div className="grid gap-8 sm:grid-cols-2 lg:grid-cols-4">{figures}</div>
        </Part>
      )}
      {zones && <Part title={zones.title}>{zones.strip}</Part>}

      <Part title={t("gets.title")}>
        <dl className="grid gap-8 sm:grid-cols-3 sm:gap-10">
          {gets.map((key) => (
            <div key={key}>
              <dt className="text-lg font-semibold">{t(`gets.${key}.title`)}</dt>
              <dd className="mt-1 text-ink-soft">{t(`gets.${key}.body`)}</dd>
            </div>
          ))}
        </dl>
      </Part>

      <Part title={t("steps.title")}>
        <ol className="grid gap-8 sm:grid-cols-3 sm:gap-10">
          {steps.map((key, index) => (
            <li key={key} className="grid grid-cols-[2.5rem_1fr] sm:block">
              <p aria-hidden="true" className="figures text-2xl leading-none text-ink-faint">
                {index + 1}
              </p>
              <div className="sm:mt-3">
                <h3 className="text-lg">{t(`steps.${key}.title`)}</h3>
                <p className="mt-1 text-ink-soft">{t(`steps.${key}.body`)}</p>
              </div>
            </li>
          ))}
        </ol>
      </Part>

      <Part title={t("sight.title")} lead={t("sight.lead")}>
        <SightTable />
      </Part>

      <Part title={t("doors.title")}>
        <ul className="grid gap-6 sm:grid-cols-3 sm:gap-10">
          {doors.map((key) => (
            <li key={key}>
              <h3 className="text-lg">{t(`doors.${key}.title`)}</h3>
              <p className="mt-1 text-ink-soft">{t(`doors.${key}.body`)}</p>
              <Link
                href={`/sign-in?party=${key === "office" ? "credit_office" : key}`}
                aria-label={`${t(`doors.${key}.title`)}: ${t("doors.enter")}`}
                className="mt-2 inline-flex min-h-11 items-center gap-1.5 font-medium hover:underline hover:underline-offset-4"
              >
                {t("doors.enter")}
                <ArrowRight className="size-4" aria-hidden="true" />
              </Link>
            </li>
          ))}
        </ul>
      </Part>
    </div>
  );
}

function Part({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <section className="grid gap-x-10 gap-y-6 border-t border-ink py-10 lg:grid-cols-[11rem_1fr] lg:py-14">
      <div>
        <h2 className="text-base">{title}</h2>
        {lead && <p className="mt-2 text-sm text-ink-soft">{lead}</p>}
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  );
}
