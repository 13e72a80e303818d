"use client";

import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { TextInput } from "@/components/ui/text-input";
import { EnrolmentStep } from "./enrolment-step";
import { signInWith } from "./session-client";
import { digitsOf } from "./digits-of";

/**
 * `arrival` is loaded after signing in; the server sends on from there. The forms say `post`, so that
 * one sent before the script is there does not put a password into the address.
 */
export function SignInForm({ arrival }: { arrival: string }) {
  const t = useTranslations("auth.signIn");
  const errors = useTranslations("errors");
  const [fields, setFields] = useState({ username: "", password: "", code: "" });
  const [isEnrolling, setIsEnrolling] = useState(false);
  const [isPending, setIsPending] = useState(false);
  const [reason, setReason] = useState<string | null>(null);

  async function enter(extra: Record<string, string> = {}) {
    setIsPending(true);
    setReason(null);
    const outcome = await signInWith("credentials", { ...fields, ...extra }).catch(() => null);
    if (outcome?.isSignedIn) return location.assign(arrival);
    const isFirst = outcome?.reason === "totp_enrolment_required";
    setIsPending(false);
    if (isFirst) setIsEnrolling(true);
    if (!isFirst) setReason(outcome?.reason ?? "network");
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    void enter();
  }

  const change = (name: keyof typeof fields) => ({
    name,
    value: fields[name],
    onChange: ({ target }: { target: HTMLInputElement }) =>
      setFields({ ...fields, [name]: name === "code" ? digitsOf(target.value) : target.value }),
  });
  const refusal = reason && (
    <Notice tone="refused">{errors(errors.has(reason) ? reason : "unexpected")}</Notice>
  );

  if (isEnrolling)
    return (
      <section className="grid gap-5">
        <h3 className="text-base font-semibold">{t("first")}</h3>
        <p className="measure">{t("firstLead")}</p>
        <EnrolmentStep
          username={fields.username}
          refusal={refusal}
          label={t("submit")}
          isPending={isPending}
          onCode={(code, enrolment) => void enter({ code, enrolment })}
        />
      </section>
    );
  return (
    <form onSubmit={submit} method="post" className="grid max-w-md gap-5">
      <TextInput
        {...change("username")}
        label={t("username")}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={128}
      />
      <TextInput
        {...change("password")}
        type="password"
        label={t("password")}
        autoComplete="current-password"
        maxLength={512}
      />
      <TextInput
        {...change("code")}
        label={t("code")}
        hint={t("codeHint")}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={12}
        isOptional
      />
      {refusal}
      <Button type="submit" size="large" isPending={isPending}>
        {t("submit")}
      </Button>
    </form>
  );
}
