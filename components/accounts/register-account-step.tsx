"use client";

import { useTranslations } from "next-intl";
import { useState, type FormEvent, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
import { TextInput } from "@/components/ui/text-input";
import { refusePassword } from "@/domain/accounts/password";
import { Username } from "@/domain/accounts/schema";

export type AccountFields = { username: string; password: string };

/** The name and the password to sign in with, judged here by the rule the server applies. */
export function RegisterAccountStep({
  initial,
  refusal,
  refusedField,
  onBack,
  onChosen,
}: {
  initial: AccountFields;
  refusal: ReactNode;
  refusedField: string | null;
  onBack: () => void;
  onChosen: (chosen: AccountFields) => void;
}) {
  const t = useTranslations("auth.register");
  const fieldText = useTranslations("auth.field");
  const errors = useTranslations("errors");
  const [values, setValues] = useState(initial);
  const [wrong, setWrong] = useState<{ username?: string; password?: string }>({});
  const [isShown, setIsShown] = useState(false);

  function submit(event: FormEvent) {
    event.preventDefault();
    const username = Username.safeParse(values.username);
    const refused = refusePassword(values.password, values.username);
    setWrong({
      ...(!username.success && { username: fieldText("username") }),
      ...(refused && { password: errors(refused) }),
    });
    if (username.success && !refused) onChosen({ ...values, username: username.data });
  }

  return (
    <form onSubmit={submit} method="post" noValidate className="grid gap-5">
      <TextInput
        name="username"
        label={t("username")}
        hint={t("usernameHint")}
        error={wrong.username ?? (refusedField === "username" ? refusal : undefined)}
        value={values.username}
        onChange={({ target }) => setValues({ ...values, username: target.value })}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={64}
      />
      <TextInput
        name="password"
        type={isShown ? "text" : "password"}
        label={t("password")}
        hint={t("passwordHint")}
        error={wrong.password}
        value={values.password}
        onChange={({ target }) => setValues({ ...values, password: target.value })}
        autoComplete="new-password"
        maxLength={512}
      />
      <Checkbox
        label={t("show")}
        checked={isShown}
        onChange={({ target }) => setIsShown(target.checked)}
      />
      {refusedField !== "username" && refusal}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" size="large">
          {t("next")}
        </Button>
        <Button variant="quiet" size="large" onClick={onBack}>
          {t("back")}
        </Button>
      </div>
    </form>
  );
}
