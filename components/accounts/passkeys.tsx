"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { dayInShanghai } from "@/components/format/day";
import { Day } from "@/components/format/values";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Confirm, Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { TextInput } from "@/components/ui/text-input";
import type { PasskeyView } from "@/domain/passkeys/schema";
import { AddPasskey } from "./add-passkey";
import { SigningCodeField } from "./signing-code-field";

/** The keys a person signs with: which they are, one more, another name, away with one. */
export function Passkeys({ keys }: { keys: readonly PasskeyView[] }) {
  const t = useTranslations("signing.passkeys");
  return (
    <div className="grid gap-4">
      {keys.length === 0 ? (
        <p className="measure text-ink-soft">{t("none")}</p>
      ) : (
        <ul className="border-t border-line">
          {keys.map((key) => (
            <li
              key={key.credentialId}
              className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line py-3"
            >
              <span>
                <span className="block font-medium">{key.name}</span>
                <span className="block text-sm text-ink-soft">
                  {t("added")} <Day day={dayInShanghai(key.createdAt)} />
                  {" · "}
                  {key.lastUsedAt ? (
                    <>
                      {t("used")} <Day day={dayInShanghai(key.lastUsedAt)} />
                    </>
                  ) : (
                    t("unused")
                  )}
                </span>
              </span>
              <span className="flex gap-2">
                <RenamePasskey passkey={key} />
                <RemovePasskey passkey={key} />
              </span>
            </li>
          ))}
        </ul>
      )}
      <AddPasskey />
    </div>
  );
}

function RenamePasskey({ passkey }: { passkey: PasskeyView }) {
  const t = useTranslations("signing.passkeys");
  const common = useTranslations("common.dialog");
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  const [isOpen, setIsOpen] = useState(false);
  const [name, setName] = useState(passkey.name);
  const rename = useMutation(
    trpc.passkeys.rename.mutationOptions({
      onSuccess: () => {
        setIsOpen(false);
        router.refresh();
      },
    }),
  );
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setIsOpen}
      title={t("renameTitle")}
      closeLabel={common("close")}
      trigger={
        <Button variant="quiet" size="small" aria-label={t("renameOne", { name: passkey.name })}>
          {t("rename")}
        </Button>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          rename.mutate({ credentialId: passkey.credentialId, name: name.trim() });
        }}
        className="grid gap-4"
      >
        <TextInput
          label={t("name")}
          name="name"
          value={name}
          maxLength={60}
          onChange={({ target }) => setName(target.value)}
        />
        {rename.error && <Notice tone="refused">{refusalText(rename.error)}</Notice>}
        <div>
          <Button type="submit" isPending={rename.isPending} disabled={name.trim() === ""}>
            {t("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function RemovePasskey({ passkey }: { passkey: PasskeyView }) {
  const t = useTranslations("signing.passkeys");
  const common = useTranslations("common.dialog");
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  const [code, setCode] = useState("");
  const remove = useMutation(trpc.passkeys.remove.mutationOptions());
  return (
    <Confirm
      title={t("removeTitle", { name: passkey.name })}
      description={t("removeDescription")}
      action={t("remove")}
      cancelLabel={common("cancel")}
      trigger={
        <Button variant="quiet" size="small" aria-label={t("removeOne", { name: passkey.name })}>
          {t("remove")}
        </Button>
      }
      onConfirm={async () => {
        await remove.mutateAsync({ credentialId: passkey.credentialId, code });
        router.refresh();
      }}
    >
      <SigningCodeField value={code} onChange={setCode} />
      {remove.error && <Notice tone="refused">{refusalText(remove.error)}</Notice>}
    </Confirm>
  );
}
