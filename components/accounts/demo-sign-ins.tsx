"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { Notice } from "@/components/ui/notice";
import { parties } from "@/domain/shared/actor";
import type { DemoPerson } from "@/domain/accounts/schema";
import { signInWith } from "./session-client";

/** The demo city's people by party, one press each. */
export function DemoSignIns({
  people,
  arrival,
}: {
  people: readonly DemoPerson[];
  arrival: string;
}) {
  const t = useTranslations("auth");
  const errors = useTranslations("errors");
  const locale = useLocale();
  const organizationOf = ({ organization, organizationEn }: DemoPerson) =>
    (locale === "en" ? organizationEn : organization) ?? t("office");
  const [entering, setEntering] = useState<string | null>(null);
  const [reason, setReason] = useState<string | null>(null);

  async function enter(personId: string) {
    setEntering(personId);
    setReason(null);
    const outcome = await signInWith("demo", { personId }).catch(() => null);
    if (outcome?.isSignedIn) return location.assign(arrival);
    setEntering(null);
    setReason(outcome?.reason ?? "network");
  }

  if (people.length === 0) return <p className="text-ink-soft">{t("demo.empty")}</p>;
  return (
    <div className="grid gap-6">
      {reason && (
        <Notice tone="refused">{errors(errors.has(reason) ? reason : "unexpected")}</Notice>
      )}
      {parties.map((party) => {
        const members = people.filter((person) => person.party === party);
        if (members.length === 0) return null;
        return (
          <section key={party} className="grid gap-1">
            <h3 className="text-sm text-ink-soft">{t(`party.${party}`)}</h3>
            <ul className="border-t border-line">
              {members.map((person) => (
                <li key={person.id} className="border-b border-line">
                  <button
                    type="button"
                    onClick={() => void enter(person.id)}
                    disabled={entering !== null}
                    aria-busy={entering === person.id || undefined}
                    aria-label={`${t("demo.enter", { name: person.name })}: ${organizationOf(person)}, ${t(`role.${person.role}`)}`}
                    className="flex min-h-14 w-full items-center justify-between gap-4 px-1 py-2 text-start hover:bg-wash disabled:opacity-55"
                  >
                    <span className="min-w-0">
                      <span className="block truncate font-medium">{organizationOf(person)}</span>
                      <span className="block text-sm text-ink-soft">
                        {person.name} · {t(`role.${person.role}`)}
                      </span>
                    </span>
                    <span aria-hidden="true" className="text-ink-faint">
                      →
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
