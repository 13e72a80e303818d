"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import { TextInput } from "@/components/ui/text-input";
import { digitsOf } from "./digits-of";

type Props = { value: string; onChange: (code: string) => void; error?: string | undefined };

/** The code that signs; needs the messages `auth` and `common`. People of the demo can have theirs filled in. */
export function SigningCodeField({ value, onChange, error }: Props) {
  const t = useTranslations("auth.signingCode");
  return (
    <div className="grid justify-items-start gap-2">
      <TextInput
        label={t("label")}
        hint={t("hint")}
        error={error}
        value={value}
        onChange={({ target }) => onChange(digitsOf(target.value))}
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        pattern="[0-9]{6}"
        maxLength={6}
        className="w-full max-w-64"
      />
      <DemoCode onFill={onChange} />
    </div>
  );
}

function DemoCode({ onFill }: { onFill: (code: string) => void }) {
  const t = useTranslations("auth.signingCode");
  const trpc = useTRPC();
  const demo = useQuery(
    trpc.accounts.demoCode.queryOptions(undefined, { gcTime: 0, staleTime: 0 }),
  );
  const [seconds, startCountdown] = useCountdown();
  // Whoever is no demo person is refused the code, and is offered nothing.
  if (!demo.data) return null;

  async function fill() {
    const { data } = await demo.refetch();
    if (!data) return;
    if (data.waitSeconds === 0) onFill(data.code);
    else startCountdown(data.waitSeconds);
  }

  return (
    <>
      <Button variant="quiet" size="small" onClick={() => void fill()} disabled={seconds > 0}>
        {seconds > 0 ? t("wait", { seconds }) : t("fill")}
      </Button>
      <p className="text-sm text-ink-soft">{t("demo")}</p>
    </>
  );
}

function useCountdown() {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = seconds > 0 ? setTimeout(() => setSeconds(seconds - 1), 1_000) : undefined;
    return () => clearTimeout(timer);
  }, [seconds]);
  return [seconds, setSeconds] as const;
}
