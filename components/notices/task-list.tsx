import { useLocale, useTranslations } from "next-intl";
import Link from "next/link";
import { dayInShanghai, formatDay } from "@/components/format/day";
import type { Task, TaskKind } from "@/domain/notifications/notices";

const placeOf: Record<TaskKind, (id: string) => string> = {
  cosign: (id) => `/sme/consents/${id}`,
  ask: (id) => `/sme/asks/${id}`,
  renew: (id) => `/sme/applications/${id}`,
  answer: (id) => `/sme/applications/${id}`,
  offer: () => "/sme/offers",
  release: (id) => `/sme/consents/${id}`,
  unusual: (id) => `/sme/consents/${id}`,
  ending: (id) => `/sme/consents/${id}`,
};

/** A day by which, on which, or since when. */
const sayings: Record<TaskKind, "by" | "was" | "since"> = {
  cosign: "by",
  ask: "by",
  renew: "since",
  answer: "by",
  offer: "by",
  release: "by",
  unusual: "was",
  ending: "by",
};

/** What waits for the enterprise, the most pressing first, each with the one act it asks for. */
export function TaskList({ tasks }: { tasks: readonly Task[] }) {
  const t = useTranslations("sme.home.tasks");
  const platform = useTranslations("consents")("platform");
  const locale = useLocale();
  if (tasks.length === 0) return <p className="text-ink-soft">{t("none")}</p>;
  return (
    <ul className="border-t border-line">
      {tasks.map(({ kind, subjectId, bank, at }) => {
        const who = bank ? (locale === "en" ? bank.nameEn : bank.name) : platform;
        return (
          <li
            key={`${kind} ${subjectId}`}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-6 border-b border-line py-3"
          >
            <p className="measure">
              {t(kind, { who })}
              <span className="block text-sm text-ink-soft">
                {t(sayings[kind], { at: formatDay(dayInShanghai(at), locale) })}
              </span>
            </p>
            <Link
              href={placeOf[kind](subjectId)}
              className="link inline-flex min-h-11 items-center"
              aria-label={`${t(`act.${kind}`)}: ${t(kind, { who })}`}
            >
              {t(`act.${kind}`)}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
