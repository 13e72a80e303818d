"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
import { Notice } from "@/components/ui/notice";
import type { MakeReportInput } from "@/domain/reports/schema";
import { useChosenScopes } from "@/components/sources/use-chosen-scopes";

type Option = MakeReportInput["items"][number];

/** Choose what goes in; the agencies are asked while one waits. */
export function MakeReport({ options }: { options: readonly Option[] }) {
  const t = useTranslations("reports.make");
  const sources = useTranslations("sources");
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  const [id] = useState(() => crypto.randomUUID());
  const { chosen, isChosen, choose } = useChosenScopes(options);
  const [isNothing, setIsNothing] = useState(false);
  const make = useMutation(
    trpc.reports.make.mutationOptions({
      onSuccess: (report) => router.push(`/sme/reports/${report.id}`),
    }),
  );

  function submit(event: FormEvent) {
    event.preventDefault();
    setIsNothing(chosen.length === 0);
    if (chosen.length > 0) make.mutate({ id, items: chosen });
  }

  return (
    <form onSubmit={submit} className="grid gap-4">
      <fieldset>
        <legend className="font-medium">{t("legend")}</legend>
        {options.map((one) => (
          <Checkbox
            key={`${one.item}:${one.granularity}`}
            name="item"
            checked={isChosen(one)}
            onChange={({ target }) => choose(one, target.checked)}
            label={sources("itemAt", {
              item: sources(`item.${one.item}`),
              granularity: sources(`granularity.${one.granularity}`),
            })}
          />
        ))}
      </fieldset>
      {isNothing && <Notice tone="waiting">{t("nothing")}</Notice>}
      {make.error && <Notice tone="refused">{refusalText(make.error)}</Notice>}
      <div>
        <Button type="submit" isPending={make.isPending || make.isSuccess}>
          {t("act")}
        </Button>
      </div>
    </form>
  );
}
