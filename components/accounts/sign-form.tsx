"use client";

import { useRef, useState, type FormEvent, type ReactNode } from "react";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { SigningCodeField } from "./signing-code-field";

/** What is signed, the code that proves the hand, and one vermilion press. */
export function SignForm({
  children,
  signLabel,
  backLabel,
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
  onSign: (code: string) => Promise<unknown>;
  onBack: () => void;
  error: unknown;
  isPending: boolean;
  /** Signed, while the page moves on: a second press must not follow. */
  isDone: boolean;
}) {
  const refusalText = useRefusalText();
  const [code, setCode] = useState("");

  // A second press of a double click comes before the button is drawn as busy.
  const isSigning = useRef(false);

  async function sign(event: FormEvent) {
    event.preventDefault();
    if (isSigning.current) return;
    isSigning.current = true;
    try {
      await onSign(code);
    } catch {
      // Shown as `error`; what was typed stays, and may be tried again.
      isSigning.current = false;
    }
  }

  return (
    <form onSubmit={(event) => void sign(event)} className="grid gap-5">
      {children}
      <SigningCodeField value={code} onChange={setCode} />
      {error !== null && <Notice tone="refused">{refusalText(error)}</Notice>}
      <div className="flex flex-wrap gap-3">
        <Button
          type="submit"
          variant="seal"
          size="large"
          isPending={isPending || isDone}
          disabled={code.length !== 6}
        >
          {signLabel}
        </Button>
        <Button variant="quiet" size="large" disabled={isPending} onClick={onBack}>
          {backLabel}
        </Button>
      </div>
    </form>
  );
}
