"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { TextInput } from "@/components/ui/text-input";
import { refusePassword } from "@/domain/accounts/password";
import { Username } from "@/domain/accounts/schema";

const empty = { name: "", username: "", password: "" };

/** A colleague's account. The first password is shown as it is typed: it has to be passed on. */
export function AddPerson() {
  const t = useTranslations("signing.people");
  const fieldText = useTranslations("auth.field");
  const errors = useTranslations("errors");
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  const [id, setId] = useState<string | null>(null);
  const [values, setValues] = useState(empty);
  const [wrong, setWrong] = useState<Partial<typeof empty>>({});
  const add = useMutation(trpc.authorities.addPerson.mutationOptions());
  const [added, setAdded] = useState<string | null>(null);

  function submit(event: FormEvent) {
    event.preventDefault();
    const username = Username.safeParse(values.username);
    const refused = refusePassword(values.password, values.username);
    const name = values.name.trim();
    setWrong({
      ...(name === "" && { name: fieldText("name") }),
      ...(!username.success && { username: fieldText("username") }),
      ...(refused && { password: errors(refused) }),
    });
    if (!id || name === "" || !username.success || refused) return;
    add.mutate(
      { id, name, username: username.data, password: values.password },
      {
        onSuccess: () => {
          setAdded(username.data);
          setId(null);
          setValues(empty);
          router.refresh();
        },
      },
    );
  }

  const field = (name: keyof typeof empty) => ({
    name,
    value: values[name],
    error: wrong[name],
    onChange: ({ target }: { target: HTMLInputElement }) =>
      setValues({ ...values, [name]: target.value }),
  });
  if (!id)
    return (
      <div className="grid justify-items-start gap-3">
        {added && <Notice tone="good">{t("addedOne", { username: added })}</Notice>}
        <Button variant="quiet" onClick={() => setId(crypto.randomUUID())}>
          {t("add")}
        </Button>
      </div>
    );
  return (
    <form onSubmit={submit} method="post" className="grid max-w-md gap-4 border-t border-line pt-4">
      <p className="measure">{t("addLead")}</p>
      <TextInput {...field("name")} label={t("name")} autoComplete="off" maxLength={40} />
      <TextInput
        {...field("username")}
        label={t("username")}
        hint={t("usernameHint")}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={32}
      />
      <TextInput
        {...field("password")}
        label={t("password")}
        hint={t("passwordHint")}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={128}
      />
      {add.error && <Notice tone="refused">{refusalText(add.error)}</Notice>}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" isPending={add.isPending}>
          {t("addSubmit")}
        </Button>
        <Button variant="quiet" disabled={add.isPending} onClick={() => setId(null)}>
          {t("cancel")}
        </Button>
      </div>
    </form>
  );
}
