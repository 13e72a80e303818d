"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { RadioGroup } from "@/components/ui/choice";
import { LiveRegion } from "@/components/ui/live-region";
import { Select } from "@/components/ui/select";
import type { Audience } from "@/domain/notifications/audience";
import { mailWishes } from "@/domain/notifications/mail";
import { ChooseNoticesInput, type NoticeSettings } from "@/domain/notifications/schema";
import { noticeLanguages } from "@/domain/shared/languages";

/** Which notices also go out by mail, and in which language. */
export function NoticeChoice({ reader, settings }: { reader: Audience; settings: NoticeSettings }) {
  const t = useTranslations("notifications.settings");
  const refusal = useRefusalText();
  const router = useRouter();
  const [isSaved, setIsSaved] = useState(false);
  const choose = useMutation(
    useTRPC().noticeSettings.choose.mutationOptions({
      onSuccess: () => {
        setIsSaved(true);
        router.refresh();
      },
    }),
  );

  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    choose.mutate(
      ChooseNoticesInput.parse({ mail: form.get("mail"), language: form.get("language") }),
    );
  }

  return (
    <form onSubmit={save} onChange={() => setIsSaved(false)} className="grid gap-4">
      <RadioGroup
        legend={t("wish")}
        name="mail"
        defaultValue={settings.mail}
        options={mailWishes.map((wish) => ({
          value: wish,
          label: t(wish),
          hint: t(`hint.${wish}.${reader}`),
        }))}
      />
      <Select
        label={t("language")}
        name="language"
        placeholder={false}
        defaultValue={settings.language}
        options={noticeLanguages.map((language) => ({ value: language, label: t(language) }))}
        className="max-w-60"
      />
      <LiveRegion isVisible={choose.isError || isSaved}>
        {choose.isError ? refusal(choose.error) : isSaved ? t("saved") : null}
      </LiveRegion>
      <div>
        <Button type="submit" isPending={choose.isPending}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}
