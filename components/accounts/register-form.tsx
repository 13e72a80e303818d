"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { LiveRegion } from "@/components/ui/live-region";
import { Notice } from "@/components/ui/notice";
import { Stepper } from "@/components/ui/timeline";
import { EnrolmentStep } from "./enrolment-step";
import { refusedField } from "./field-errors";
import { RegisterAccountStep, type AccountFields } from "./register-account-step";
import { RegisterFirmStep, type Proven } from "./register-firm-step";
import { signInWith } from "./session-client";

const steps = ["firm", "password", "authenticator"] as const;

/** Firm, account, authenticator; what was typed stays when a step back is taken. */
export function RegisterForm({ arrival }: { arrival: string }) {
  const t = useTranslations("auth.register");
  const trpc = useTRPC();
  const refusalText = useRefusalText();
  const [step, setStep] = useState(0);
  const [proven, setProven] = useState<Proven | null>(null);
  const [account, setAccount] = useState<AccountFields>({ username: "", password: "" });
  const register = useMutation(trpc.accounts.register.mutationOptions());

  async function finish(code: string, enrolment: string) {
    if (!proven) return;
    await register.mutateAsync({ ...account, proof: proven.proof, enrolment, code });
    await signInWith("credentials", { ...account, code }).catch(() => null);
    // Signed in or not: the sign-in page knows, and sends on.
    location.assign(arrival);
  }

  function takeUp(code: string, enrolment: string) {
    finish(code, enrolment).catch((error: unknown) => {
      // The field it is about stands on an earlier step.
      if (["username", "password"].includes(refusedField(error) ?? "")) setStep(1);
      if (refusedField(error) === "proof") setStep(0);
    });
  }

  const refusal = register.error && <Notice tone="refused">{refusalText(register.error)}</Notice>;
  return (
    <div className="grid max-w-xl gap-6">
      <Stepper current={step} steps={steps.map((key) => ({ key, label: t(`step.${key}`) }))} />
      {proven && step > 0 && (
        <Notice tone="good" title={t("confirmed", { name: proven.enterprise.name })} />
      )}
      <div
        key={step}
        ref={step === 0 ? undefined : takeFocus}
        tabIndex={-1}
        className="outline-none"
      >
        {step === 0 && (
          <RegisterFirmStep
            refusal={refusal}
            onProven={(confirmed) => {
              setProven(confirmed);
              register.reset();
              setStep(1);
            }}
          />
        )}
        {step === 1 && (
          <RegisterAccountStep
            initial={account}
            refusal={refusal}
            refusedField={refusedField(register.error)}
            onBack={() => setStep(0)}
            onChosen={(chosen) => {
              setAccount(chosen);
              register.reset();
              setStep(2);
            }}
          />
        )}
        {step === 2 && (
          <EnrolmentStep
            username={account.username}
            refusal={refusal}
            label={t("submit")}
            isPending={register.isPending || register.isSuccess}
            onCode={takeUp}
          />
        )}
      </div>
      <LiveRegion>{register.isSuccess ? t("done") : null}</LiveRegion>
    </div>
  );
}

/** A new step begins where the keyboard and the screen reader are. */
function takeFocus(step: HTMLElement | null) {
  step?.focus();
}
