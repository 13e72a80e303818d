"use client";

import { useMutation } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
import { Confirm } from "@/components/ui/dialog";
import { FieldError } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Textarea } from "@/components/ui/text-input";
import { DeclineApplicationInput } from "@/domain/applications/bank-schema";
import {
  declineReasonCodes,
  reasonCodes,
  type ReasonCode,
} from "@/domain/applications/reason-codes";
import { useFormProblems } from "./use-form-problems";

const groups = ["R1", "R2", "R3", "R4", "R5", "R6", "R7"] as const;
const mostReasons = 4;

/** One to four reasons and a sentence of one's own; asked once more, because it is final. */
export function DeclineForm({ applicationId, firm }: { applicationId: string; firm: string }) {
  const t = useTranslations("bank.decline");
  const dialog = useTranslations("common.dialog");
  const locale = useLocale() === "en" ? "en" : "zh";
  const trpc = useTRPC();
  const router = useRouter();
  const [reasons, setReasons] = useState<readonly ReasonCode[]>([]);
  const [asked, setAsked] = useState<DeclineApplicationInput | null>(null);
  const decline = useMutation(trpc.bankApplications.decline.mutationOptions());
  const form = useFormProblems(DeclineApplicationInput, decline.error);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const message = new FormData(event.currentTarget).get("message");
    setAsked(form.parse({ applicationId, reasons, message }));
  }

  async function confirm() {
    if (!asked) return;
    await decline.mutateAsync(asked);
    router.push(`/bank/applications/${applicationId}`);
    router.refresh();
  }

  return (
    <form onSubmit={submit} noValidate className="grid gap-6">
      <fieldset aria-describedby="decline-reasons">
        <legend className="font-medium">{t("reasons")}</legend>
        <p id="decline-reasons" className="text-sm text-ink-soft">
          {t("reasonsHint", { count: reasons.length })}
        </p>
        <div className="mt-3 gap-x-10 md:columns-2 xl:columns-3">
          {groups.map((group) => (
            <fieldset key={group} className="mb-5 break-inside-avoid">
              <legend className="w-full border-b border-line pb-1 text-sm text-ink-soft">
                {t(`group.${group}`)}
              </legend>
              {declineReasonCodes
                .filter((code) => code.startsWith(group))
                .map((code) => (
                  <Checkbox
                    key={code}
                    name="reason"
                    value={code}
                    checked={reasons.includes(code)}
                    disabled={reasons.length >= mostReasons && !reasons.includes(code)}
                    onChange={({ target }) =>
                      setReasons((before) =>
                        target.checked
                          ? [...before, code]
                          : before.filter((other) => other !== code),
                      )
                    }
                    label={reasonCodes[code].text[locale]}
                  />
                ))}
            </fieldset>
          ))}
        </div>
        <FieldError id={undefined}>{form.problemOf("reasons")}</FieldError>
      </fieldset>
      <Textarea
        className="max-w-2xl"
        label={t("message")}
        hint={t("messageHint")}
        name="message"
        maxLength={1_000}
        error={form.problemOf("message")}
      />
      <Button type="submit" variant="danger" className="justify-self-start">
        {t("act")}
      </Button>
      <Confirm
        open={asked !== null}
        onOpenChange={(isOpen) => !isOpen && setAsked(null)}
        title={t("confirmTitle", { firm })}
        description={t("confirmBody")}
        action={t("confirm")}
        cancelLabel={dialog("cancel")}
        onConfirm={confirm}
      >
        <ul className="list-disc ps-5">
          {asked?.reasons.map((code) => (
            <li key={code}>{reasonCodes[code].text[locale]}</li>
          ))}
        </ul>
        {form.refused && <Notice tone="refused">{form.refused}</Notice>}
      </Confirm>
    </form>
  );
}
