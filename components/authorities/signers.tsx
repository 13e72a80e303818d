"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import type { FirmSigners } from "@/domain/authorities/schema";
import { AddPerson } from "./add-person";
import { AuthorityWords } from "./authority-words";
import { GrantAuthority } from "./grant-authority";

type Person = FirmSigners["people"][number];

/** Who works here and may sign what. `canManage`: the legal representative, who also changes it. */
export function Signers({
  people,
  liveIds,
  canManage,
}: {
  people: readonly Person[];
  /** The authorities that let somebody sign now, by the server's clock. */
  liveIds: readonly string[];
  canManage: boolean;
}) {
  const t = useTranslations("signing.people");
  const auth = useTranslations("auth");
  const [granting, setGranting] = useState<string | null>(null);
  const here = people.filter(({ isDismissed }) => !isDismissed);
  return (
    <div className="grid gap-4">
      <ul className="border-t border-line">
        {here.map((person) => {
          const live = person.authorities.filter(({ id }) => liveIds.includes(id));
          return (
            <li key={person.id} className="grid gap-2 border-b border-line py-3">
              <p>
                <span className="font-medium">{person.name}</span>
                {person.isSelf && <span className="text-ink-soft"> {t("you")}</span>}
                <span className="block text-sm text-ink-soft">
                  {auth(`role.${person.role}`)} · {person.username}
                  {!person.hasAuthenticator && ` · ${t("notYet")}`}
                </span>
              </p>
              {person.role === "owner" && <p className="text-sm">{t("ownerSigns")}</p>}
              {person.role === "clerk" && live.length === 0 && (
                <p className="text-sm text-ink-soft">{t("signsNothing")}</p>
              )}
              {live.map((authority) => (
                <p
                  key={authority.id}
                  className="flex flex-wrap items-center justify-between gap-x-4 text-sm"
                >
                  <AuthorityWords authority={authority} />
                  {canManage && <EndAuthority authorityId={authority.id} name={person.name} />}
                </p>
              ))}
              {canManage && person.role === "clerk" && granting !== person.id && (
                <div className="flex flex-wrap gap-2">
                  <Button
                    variant="quiet"
                    size="small"
                    aria-label={t("letSignOne", { name: person.name })}
                    onClick={() => setGranting(person.id)}
                  >
                    {t("letSign")}
                  </Button>
                  <DismissPerson personId={person.id} name={person.name} />
                </div>
              )}
              {granting === person.id && (
                <GrantAuthority person={person} onDone={() => setGranting(null)} />
              )}
            </li>
          );
        })}
      </ul>
      {canManage && <AddPerson />}
    </div>
  );
}

function EndAuthority({ authorityId, name }: { authorityId: string; name: string }) {
  const t = useTranslations("signing.people");
  const common = useTranslations("common.dialog");
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  const end = useMutation(trpc.authorities.end.mutationOptions());
  return (
    <Confirm
      title={t("endTitle", { name })}
      description={t("endDescription")}
      action={t("end")}
      cancelLabel={common("cancel")}
      trigger={
        <Button variant="quiet" size="small">
          {t("end")}
        </Button>
      }
      onConfirm={async () => {
        await end.mutateAsync({ authorityId });
        router.refresh();
      }}
    >
      {end.error && <Notice tone="refused">{refusalText(end.error)}</Notice>}
    </Confirm>
  );
}

function DismissPerson({ personId, name }: { personId: string; name: string }) {
  const t = useTranslations("signing.people");
  const common = useTranslations("common.dialog");
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  const dismiss = useMutation(trpc.authorities.dismissPerson.mutationOptions());
  return (
    <Confirm
      title={t("dismissTitle", { name })}
      description={t("dismissDescription")}
      action={t("dismiss")}
      cancelLabel={common("cancel")}
      trigger={
        <Button variant="quiet" size="small" aria-label={t("dismissOne", { name })}>
          {t("dismiss")}
        </Button>
      }
      onConfirm={async () => {
        await dismiss.mutateAsync({ personId });
        router.refresh();
      }}
    >
      {dismiss.error && <Notice tone="refused">{refusalText(dismiss.error)}</Notice>}
    </Confirm>
  );
}
