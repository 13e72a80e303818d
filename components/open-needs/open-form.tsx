"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useFormProblems } from "@/components/bank/use-form-problems";
import { useOwnText } from "@/components/products/texts";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import { OpenNeedInput, openWorkingDays } from "@/domain/needs/open-schema";
import type { ZoneSummary } from "@/domain/zones/schema";

/** Puts the need before the banks of a zone or before all, asked once more. */
export function OpenForm({ needId, zones }: { needId: string; zones: readonly ZoneSummary[] }) {
  const t = useTranslations("openNeeds.sme");
  const cancel = useTranslations("common.dialog");
  const own = useOwnText();
  const trpc = useTRPC();
  const router = useRouter();
  const [id] = useState(() => crypto.randomUUID());
  const [zone, setZone] = useState("");
  const [days, setDays] = useState(String(openWorkingDays.usual));
  const [isAsked, setAsked] = useState(false);
  const open = useMutation(trpc.openNeeds.open.mutationOptions());
  const form = useFormProblems(OpenNeedInput, open.error);
  const input = { id, needId, workingDays: Number(days), ...(zone && { zone }) };

  return (
    <form
      noValidate
      className="grid max-w-xl gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (form.parse(input)) setAsked(true);
      }}
    >
      <Select
        label={t("zone")}
        value={zone}
        onChange={({ target }) => setZone(target.value)}
        placeholder={t("all")}
        options={zones.map(({ code, name }) => ({ value: code, label: own(name) }))}
        error={form.problemOf("zone")}
      />
      <TextInput
        className="max-w-60"
        label={t("days")}
        unit={t("dayUnit")}
        inputMode="numeric"
        value={days}
        onChange={({ target }) => setDays(target.value)}
        error={form.problemOf("workingDays")}
      />
      {form.refused && <Notice tone="refused">{form.refused}</Notice>}
      <Button type="submit" className="justify-self-start" isPending={open.isPending}>
        {t("open")}
      </Button>
      <Confirm
        open={isAsked}
        onOpenChange={setAsked}
        variant="primary"
        title={t("confirmTitle")}
        description={t("confirmText")}
        action={t("open")}
        cancelLabel={cancel("cancel")}
        onConfirm={async () => {
          await open.mutateAsync(input);
          router.refresh();
        }}
      >
        {form.refused && <Notice tone="refused">{form.refused}</Notice>}
      </Confirm>
    </form>
  );
}
