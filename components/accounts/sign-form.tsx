"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRef, useState, type FormEvent, type ReactNode } from "react";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Loading } from "@/components/ui/skeleton";
import type { SignatureProof } from "@/domain/consents/signature-schema";
import { signWithPasskey, usePasskeySupport } from "./passkey-client";
import { SigningCodeField } from "./signing-code-field";

type Method = SignatureProof["method"];

/**
 * What is signed, the proof of the hand, and one vermilion press. Whoever has a passkey is asked for
 * it first; a one-time code is there for everybody, and is said to be the weaker form. Needs the
 * messages `auth`, `common` and `errors`.
 */
export function SignForm({
  children,
  signLabel,
  backLabel,
  artefactHash,
  onSign,
  onBack,
  error,
  isPending,
  isDone,
}: {
  /** All that the signature covers, in the open. */
  children: ReactNode;
  signLabel: string;
  backLabel: string;
  /** SHA-256 in hex of the exact bytes that are shown: what a passkey signs. */
  artefactHash: string;
  onSign: (proof: SignatureProof) => Promise<unknown>;
  onBack: () => void;
  error: unknown;
  isPending: boolean;
  /** Signed, while the page moves on: a second press must not follow. */
  isDone: boolean;
}) {
  const t = useTranslations("auth.sign");
  const refusalText = useRefusalText();
  const trpc = useTRPC();
  const isSupported = usePasskeySupport();
  // Asked anew each time: a key may have been added or removed since.
  const { data: keys = [], isPending: isLooking } = useQuery(
    trpc.passkeys.list.queryOptions(undefined, { gcTime: 0, staleTime: 0 }),
  );
  const [chosen, setChosen] = useState<Method | null>(null);
  const [code, setCode] = useState("");
  const [isAsking, setIsAsking] = useState(false);
  const [isGivenUp, setIsGivenUp] = useState(false);
  const hasPasskey = isSupported && keys.length > 0;
  const method = chosen ?? (hasPasskey ? "passkey" : "totp");

  // A second press of a double click comes before the button is drawn as busy.
  const isSigning = useRef(false);

  /** Null where the person, or the device, said no. */
  async function proof(): Promise<SignatureProof | null> {
    if (method === "totp") return { method, code };
    setIsAsking(true);
    try {
      return await signWithPasskey(artefactHash, keys);
    } catch {
      return null;
    } finally {
      setIsAsking(false);
    }
  }

  async function sign(event: FormEvent) {
    event.preventDefault();
    if (isSigning.current) return;
    isSigning.current = true;
    const given = await proof();
    setIsGivenUp(given === null);
    try {
      if (given) await onSign(given);
      else isSigning.current = false;
    } catch {
      // Shown as `error`; what was typed stays, and may be tried again.
      isSigning.current = false;
    }
  }

  const choose = (next: Method) => {
    setIsGivenUp(false);
    setChosen(next);
  };
  return (
    <form onSubmit={(event) => void sign(event)} className="grid gap-5">
      {children}
      {isLooking ? (
        <Loading lines={2} />
      ) : method === "passkey" ? (
        <div className="grid justify-items-start gap-2">
          <p className="measure">{t("passkey")}</p>
          <Button variant="quiet" size="small" onClick={() => choose("totp")}>
            {t("useCode")}
          </Button>
        </div>
      ) : (
        <div className="grid justify-items-start gap-2">
          <SigningCodeField value={code} onChange={setCode} />
          <p className="measure text-sm text-ink-soft">{t("weaker")}</p>
          {hasPasskey && (
            <Button variant="quiet" size="small" onClick={() => choose("passkey")}>
              {t("usePasskey")}
            </Button>
          )}
        </div>
      )}
      {isGivenUp && <Notice tone="waiting">{t("givenUp")}</Notice>}
      {error !== null && !isGivenUp && <Notice tone="refused">{refusalText(error)}</Notice>}
      <div className="flex flex-wrap gap-3">
        <Button
          type="submit"
          variant="seal"
          size="large"
          isPending={isPending || isDone || isAsking}
          disabled={isLooking || (method === "totp" && code.length !== 6)}
        >
          {signLabel}
        </Button>
        <Button variant="quiet" size="large" disabled={isPending || isAsking} onClick={onBack}>
          {backLabel}
        </Button>
      </div>
    </form>
  );
}
