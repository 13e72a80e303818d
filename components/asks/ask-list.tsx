import { useTranslations } from "next-intl";
import { Section } from "@/components/layout/page-header";
import { Details } from "@/components/ui/details";
import { askCan } from "@/domain/asks/lifecycle";
import type { AskView } from "@/domain/asks/schema";
import { can } from "@/domain/policy";
import type { Actor } from "@/domain/shared/actor";
import { AskDeadline } from "./ask-deadline";
import { AskItems } from "./ask-items";
import { WithdrawAsk } from "./withdraw-ask";

/** What the bank asked the firm to sign, and what came of it. */
export function AskList({
  asks,
  actor,
  now,
}: {
  asks: readonly AskView[];
  actor: Actor;
  now: Date;
}) {
  const t = useTranslations("asks");
  const purposes = useTranslations("states.purpose");
  if (asks.length === 0) return null;
  return (
    <Section title={t("bank.title")}>
      {asks.map((ask) => (
        <article key={ask.id} className="grid gap-2 border-b border-line pb-3">
          <p className="flex flex-wrap items-baseline justify-between gap-x-4">
            <span className="font-medium">{purposes(ask.purpose)}</span>
            <AskDeadline ask={ask} now={now} />
          </p>
          <p className="measure whitespace-pre-line">{ask.message}</p>
          {ask.items.length > 0 && (
            <Details summary={t("items.caption")}>
              <AskItems items={ask.items} />
            </Details>
          )}
          {askCan("withdraw", ask) && can(actor, "ask.make", ask) && (
            <div>
              <WithdrawAsk askId={ask.id} />
            </div>
          )}
        </article>
      ))}
    </Section>
  );
}
