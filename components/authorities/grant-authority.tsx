"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { SignForm } from "@/components/accounts/sign-form";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Checkbox, RadioGroup } from "@/components/ui/choice";
import { Details } from "@/components/ui/details";
import { MoneyInput } from "@/components/ui/money-input";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { authorityRoles, type AuthorityRole } from "@/domain/authorities/lifecycle";
import type { FirmSigners } from "@/domain/authorities/schema";
import { purposes, type Purpose } from "@/domain/consents/lifecycle";
import { AuthorityWords } from "./authority-words";

const periods = [30, 90, 180, 365] as const;

/** Says what somebody shall be allowed to sign, reads its exact text, and signs it. */
export function GrantAuthority({
  person,
  onDone,
}: {
  person: FirmSigners["people"][number];
  onDone: () => void;
}) {
  const t = useTranslations("signing.authority");
  const consents = useTranslations("consents");
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  const [role, setRole] = useState<AuthorityRole>("authorised_clerk");
  const [chosen, setChosen] = useState<readonly Purpose[]>(["loan_application"]);
  const [maxAmount, setMaxAmount] = useState<bigint | null>(null);
  const [validDays, setValidDays] = useState(90);
  const draft = useMutation(trpc.authorities.draft.mutationOptions());
  const grant = useMutation(
    trpc.authorities.grant.mutationOptions({
      onSuccess: () => {
        router.refresh();
        onDone();
      },
    }),
  );

  function read(event: FormEvent) {
    event.preventDefault();
    draft.mutate({
      // Another choice is another text: each reading gets an id of its own.
      id: crypto.randomUUID(),
      personId: person.id,
      role,
      purposes: [...chosen],
      maxAmount,
      validDays,
    });
  }

  if (draft.data) {
    const { artefact, artefactHash, sealed } = draft.data;
    const said = JSON.parse(artefact) as { validTo: string };
    return (
      <SignForm
        signLabel={t("sign")}
        backLabel={t("back")}
        artefactHash={artefactHash}
        onSign={(proof) => grant.mutateAsync({ sealed, proof })}
        onBack={() => draft.reset()}
        error={grant.error}
        isPending={grant.isPending}
        isDone={grant.isSuccess}
      >
        <p className="measure">
          {person.name}
          {t("colon")}
          <AuthorityWords
            authority={{ role, purposes: [...chosen], maxAmount, validTo: new Date(said.validTo) }}
          />
        </p>
        <Details summary={t("bytes")}>
          <pre className="max-h-60 overflow-auto bg-wash p-3 text-xs break-all whitespace-pre-wrap">
            {artefact}
          </pre>
        </Details>
      </SignForm>
    );
  }
  return (
    <form onSubmit={read} className="grid max-w-xl gap-5 border-t border-line pt-4">
      <RadioGroup
        legend={t("how")}
        name="role"
        defaultValue={role}
        onChange={({ target }) =>
          setRole(target.value === "second_signer" ? "second_signer" : "authorised_clerk")
        }
        options={authorityRoles.map((value) => ({
          value,
          label: t(`role.${value}`),
          hint: t(`roleHint.${value}`),
        }))}
      />
      <fieldset>
        <legend className="font-medium">{t("what")}</legend>
        {purposes.map((purpose) => (
          <Checkbox
            key={purpose}
            name="purpose"
            checked={chosen.includes(purpose)}
            onChange={({ target }) =>
              setChosen((before) =>
                target.checked
                  ? purposes.filter((one) => one === purpose || before.includes(one))
                  : before.filter((one) => one !== purpose),
              )
            }
            label={<span className="first-letter:uppercase">{consents(`purpose.${purpose}`)}</span>}
          />
        ))}
      </fieldset>
      <MoneyInput
        name="maxAmount"
        label={t("limit")}
        hint={t("limitHint")}
        isOptional
        {...(maxAmount !== null && { defaultFen: maxAmount })}
        onFenChange={setMaxAmount}
      />
      <Select
        label={t("howLong")}
        name="validDays"
        placeholder={false}
        value={String(validDays)}
        onChange={({ target }) => setValidDays(Number(target.value))}
        options={periods.map((days) => ({ value: String(days), label: t("days", { days }) }))}
      />
      {draft.error && <Notice tone="refused">{refusalText(draft.error)}</Notice>}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" isPending={draft.isPending} disabled={chosen.length === 0}>
          {t("read")}
        </Button>
        <Button variant="quiet" onClick={onDone}>
          {t("cancel")}
        </Button>
      </div>
    </form>
  );
}
