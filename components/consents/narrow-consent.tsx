"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { TextInput } from "@/components/ui/text-input";
import { lastDayBefore } from "@/domain/consents/periods";
import type { ConsentView } from "@/domain/consents/schema";
import { addDays, shanghaiDay } from "@/domain/shared/calendar";
import { useChosenScopes } from "@/components/sources/use-chosen-scopes";
import { Consequences } from "./consequences";

/** Takes items, old months or the last days away. It needs no signature: it can only give less. */
export function NarrowConsent({ consent, who }: { consent: ConsentView; who: string }) {
  const t = useTranslations("consents.narrow");
  const sources = useTranslations("sources");
  const common = useTranslations("common.dialog");
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  const [isOpen, setIsOpen] = useState(false);
  const [today] = useState(() => shanghaiDay(new Date()));
  const [dataFrom, setDataFrom] = useState("");
  const [until, setUntil] = useState("");
  const narrow = useMutation(trpc.consents.narrow.mutationOptions());

  const items = consent.items.filter(({ isDropped }) => !isDropped);
  const dropping = useChosenScopes(items);
  const drops = dropping.chosen.map(({ item, granularity }) => ({ item, granularity }));
  const firstDay = items.map(({ from }) => from).toSorted()[0];
  const lastDay = items
    .map(({ to }) => to)
    .toSorted()
    .at(-1);
  const isNothing = drops.length === 0 && dataFrom === "" && until === "";

  async function submit(event: FormEvent) {
    event.preventDefault();
    await narrow
      .mutateAsync({
        consentId: consent.id,
        drops,
        ...(dataFrom !== "" && { dataFrom }),
        ...(until !== "" && { until }),
      })
      .then(() => {
        setIsOpen(false);
        dropping.clear();
        setDataFrom("");
        setUntil("");
        router.refresh();
      })
      // Shown as `error`; what was chosen stays.
      .catch(() => {});
  }

  return (
    <Dialog
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        <Button variant="quiet" size="small">
          {t("action")}
        </Button>
      }
      title={t("title", { who })}
      description={t("description")}
      closeLabel={common("close")}
    >
      <form onSubmit={(event) => void submit(event)} className="grid gap-5">
        <fieldset>
          <legend className="font-medium">{t("keep")}</legend>
          {items.map((one) => (
            <Checkbox
              key={`${one.item}:${one.granularity}`}
              name="keep"
              checked={!dropping.isChosen(one)}
              onChange={({ target }) => dropping.choose(one, !target.checked)}
              label={sources("itemAt", {
                item: sources(`item.${one.item}`),
                granularity: sources(`granularity.${one.granularity}`),
              })}
              hint={one.isRequired ? t("required", { who }) : undefined}
            />
          ))}
        </fieldset>
        <TextInput
          type="date"
          label={t("dataFrom")}
          hint={t("dataFromHint")}
          isOptional
          min={firstDay}
          max={lastDay}
          value={dataFrom}
          onChange={({ target }) => setDataFrom(target.value)}
        />
        <TextInput
          type="date"
          label={t("until")}
          hint={t("untilHint")}
          isOptional
          min={today}
          max={addDays(lastDayBefore(consent.validTo), -1)}
          value={until}
          onChange={({ target }) => setUntil(target.value)}
        />
        {!isNothing && (
          <Consequences consentId={consent.id} who={who} action="narrow" drops={drops} />
        )}
        {narrow.error && <Notice tone="refused">{refusalText(narrow.error)}</Notice>}
        <div className="flex flex-col-reverse gap-3 sm:flex-row sm:justify-end">
          <Button variant="quiet" disabled={narrow.isPending} onClick={() => setIsOpen(false)}>
            {common("cancel")}
          </Button>
          <Button type="submit" variant="danger" disabled={isNothing} isPending={narrow.isPending}>
            {t("confirm")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
