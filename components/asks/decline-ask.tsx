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
import { Textarea } from "@/components/ui/text-input";

/** Says no, with a word to the bank that may be left as it is. */
export function DeclineAsk({ askId, bank }: { askId: string; bank: string }) {
  const t = useTranslations("asks.decline");
  const cancel = useTranslations("common.dialog");
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  const [message, setMessage] = useState(t("default"));
  const decline = useMutation(trpc.asks.decline.mutationOptions());
  return (
    <Confirm
      trigger={<Button variant="danger">{t("action")}</Button>}
      title={t("title", { bank })}
      description={t("description")}
      action={t("confirm")}
      cancelLabel={cancel("cancel")}
      onConfirm={async () => {
        await decline.mutateAsync({ askId, message });
        router.refresh();
      }}
    >
      <Textarea
        label={t("label")}
        name="message"
        maxLength={500}
        value={message}
        onChange={({ target }) => setMessage(target.value)}
      />
      {decline.error && <Notice tone="refused">{refusalText(decline.error)}</Notice>}
    </Confirm>
  );
}
