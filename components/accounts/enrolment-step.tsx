"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect, useState, type FormEvent, type ReactNode } from "react";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Loading } from "@/components/ui/skeleton";
import { TextInput } from "@/components/ui/text-input";
import { digitsOf } from "./digits-of";

type Props = {
  username: string;
  refusal: ReactNode;
  /** The button's verb. */
  label: string;
  isPending: boolean;
  onCode: (code: string, enrolment: string) => void;
};

/** A fresh secret for the authenticator, and the first code as proof that it arrived there. */
export function EnrolmentStep({ username, refusal, label, isPending, onCode }: Props) {
  const t = useTranslations("auth.enrolment");
  const trpc = useTRPC();
  const refusalText = useRefusalText();
  const { mutate, data, error } = useMutation(trpc.accounts.beginEnrolment.mutationOptions());
  const [code, setCode] = useState("");
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => mutate({ username }), [mutate, username]);

  if (error) return <Notice tone="refused">{refusalText(error)}</Notice>;
  if (!data) return <Loading lines={5} />;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (data) onCode(code, data.enrolment);
  }

  return (
    <form onSubmit={submit} method="post" className="grid max-w-xl gap-5">
      <p className="measure">{t("lead")}</p>
      <p>
        <a
          href={data.uri}
          className="inline-flex min-h-11 items-center rounded-sm border border-line-strong px-4 py-2 hover:border-ink hover:bg-wash"
        >
          {t("open")}
        </a>
      </p>
      <div className="grid gap-2">
        <p className="measure text-sm text-ink-soft">{t("or")}</p>
        <p className="flex flex-wrap items-center gap-3 border-y border-line py-3">
          <span className="sr-only">{t("secret")}</span>
          <code className="figures font-mono text-base break-words select-all">
            {data.secret.match(/.{1,4}/g)?.join(" ")}
          </code>
          <Button
            variant="quiet"
            size="small"
            onClick={() =>
              void navigator.clipboard.writeText(data.secret).then(() => setIsCopied(true))
            }
          >
            {isCopied ? t("copied") : t("copy")}
          </Button>
        </p>
      </div>
      <TextInput
        label={t("code")}
        name="code"
        value={code}
        onChange={({ target }) => setCode(digitsOf(target.value))}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={12}
      />
      {refusal}
      <Button
        type="submit"
        size="large"
        isPending={isPending}
        disabled={code.length !== 6}
        className="justify-self-start"
      >
        {label}
      </Button>
    </form>
  );
}
