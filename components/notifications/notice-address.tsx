"use client";

import { useMutation } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { digitsOf } from "@/components/accounts/digits-of";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { TextInput } from "@/components/ui/text-input";
import { addressCodeMinutes } from "@/domain/notifications/mail";
import { ClaimAddressInput, type NoticeSettings } from "@/domain/notifications/schema";

/** The address mail goes to: typed, shown to be one's own by a code, and taken away again. */
export function NoticeAddress({ settings }: { settings: NoticeSettings }) {
  const t = useTranslations("notifications.settings");
  const errors = useTranslations("errors");
  const refusal = useRefusalText();
  const router = useRouter();
  const language = useLocale();
  const { noticeSettings } = useTRPC();
  const [address, setAddress] = useState("");
  const [isMalformed, setIsMalformed] = useState(false);
  const [code, setCode] = useState("");
  const [isChanging, setIsChanging] = useState(false);
  const claim = useMutation(
    noticeSettings.claimAddress.mutationOptions({
      onSuccess: () => {
        setCode("");
        router.refresh();
      },
    }),
  );
  const confirm = useMutation(
    noticeSettings.confirmAddress.mutationOptions({
      onSuccess: () => {
        setIsChanging(false);
        setAddress("");
        router.refresh();
      },
    }),
  );
  const forget = useMutation(
    noticeSettings.forgetAddress.mutationOptions({ onSuccess: () => router.refresh() }),
  );

  function send(event: FormEvent) {
    event.preventDefault();
    const given = ClaimAddressInput.safeParse({ address, language });
    setIsMalformed(!given.success);
    if (given.success) claim.mutate(given.data);
  }

  const { waitingAddress } = settings;
  return (
    <div className="grid gap-5">
      <p>{settings.address ? t("confirmed", { email: settings.address }) : t("none_yet")}</p>
      {settings.address && !isChanging && (
        <div className="flex flex-wrap gap-3">
          <Button variant="quiet" onClick={() => setIsChanging(true)}>
            {t("change")}
          </Button>
          <Button variant="quiet" isPending={forget.isPending} onClick={() => forget.mutate()}>
            {t("forget")}
          </Button>
        </div>
      )}
      {forget.isError && <Notice tone="refused">{refusal(forget.error)}</Notice>}
      {(!settings.address || isChanging) && (
        <form onSubmit={send} noValidate className="grid gap-3">
          <TextInput
            label={t("address")}
            hint={t("addressHint")}
            error={
              isMalformed
                ? errors("address_malformed")
                : claim.isError
                  ? refusal(claim.error)
                  : undefined
            }
            type="email"
            name="address"
            autoComplete="email"
            value={address}
            onChange={({ target }) => setAddress(target.value)}
            className="max-w-96"
          />
          <div>
            <Button type="submit" variant="quiet" isPending={claim.isPending}>
              {t(waitingAddress ? "sendAgain" : "send")}
            </Button>
          </div>
        </form>
      )}
      {waitingAddress && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            confirm.mutate({ code });
          }}
          className="grid gap-3"
        >
          <output>{t("sent", { email: waitingAddress, minutes: addressCodeMinutes })}</output>
          <TextInput
            label={t("code")}
            error={confirm.isError ? refusal(confirm.error) : undefined}
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={6}
            value={code}
            onChange={({ target }) => setCode(digitsOf(target.value))}
            className="w-full max-w-64"
          />
          <div>
            <Button type="submit" isPending={confirm.isPending} disabled={code.length !== 6}>
              {t("confirm")}
            </Button>
          </div>
        </form>
      )}
    </div>
  );
}
