"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { LiveRegion } from "@/components/ui/live-region";
import { Notice } from "@/components/ui/notice";
import { Status, type Tone } from "@/components/ui/status";
import type { SaveState } from "./storing";
import { TakenOver } from "./taken-over";
import type { ProductEditing } from "./use-product-editor";

const tones: Record<SaveState, Tone> = {
  saved: "good",
  unsaved: "waiting",
  saving: "waiting",
  failed: "refused",
  conflict: "refused",
};

/** Whether what is typed is stored; said aloud only where something is wrong. */
export function SaveMark({ state }: { state: SaveState }) {
  const t = useTranslations("editor.save");
  return (
    <>
      <span data-save={state}>
        <Status tone={tones[state]}>{t(`state.${state}`)}</Status>
      </span>
      <LiveRegion>{state === "failed" && t("state.failed")}</LiveRegion>
    </>
  );
}

/** What to do where it could not be stored: nothing typed is lost meanwhile. */
export function SaveTrouble({ editing }: { editing: ProductEditing }) {
  const t = useTranslations("editor.save");
  const refusalText = useRefusalText();
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const { autosave, isSubmitted, taken, leave, reload, overwrite } = editing;

  async function settle(act: () => Promise<void>) {
    setIsBusy(true);
    setProblem(null);
    try {
      await act();
    } catch (error) {
      setProblem(error);
    } finally {
      setIsBusy(false);
    }
  }

  if (taken) return <TakenOver {...taken} onLeave={leave} />;
  if (autosave.state === "conflict")
    return (
      <Notice
        tone="refused"
        title={t("conflict.title")}
        action={
          <div className="flex flex-wrap gap-3">
            <Button
              variant="quiet"
              isPending={isBusy}
              onClick={() => void settle(async () => overwrite())}
            >
              {t("conflict.overwrite")}
            </Button>
            <Button
              variant="danger"
              isPending={isBusy}
              onClick={() => void settle(async () => reload())}
            >
              {t("conflict.reload")}
            </Button>
          </div>
        }
      >
        <p>{isSubmitted ? refusalText(autosave.error) : t("conflict.body")}</p>
        {problem !== null && <p>{refusalText(problem)}</p>}
      </Notice>
    );
  if (autosave.state === "failed")
    return (
      <Notice
        tone="refused"
        title={t("failed.title")}
        action={
          <Button variant="quiet" onClick={() => void autosave.flush()}>
            {t("failed.again")}
          </Button>
        }
      >
        {refusalText(autosave.error)} {t("failed.body")}
      </Notice>
    );
  return null;
}
