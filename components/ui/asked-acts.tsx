"use client";

import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "./button";
import { Confirm } from "./dialog";
import { Notice } from "./notice";

type AskedAct = {
  name: string;
  isOffered: boolean;
  variant: "primary" | "danger";
  /** Its `action` is the button's verb; `title` and `description` ask once more. */
  words: Record<"action" | "title" | "description", string>;
  act: { isSuccess: boolean; error: unknown };
  run: () => Promise<unknown>;
};

/** The acts that stand open on one thing, each asked once more before it is done. */
export function AskedActs({ acts }: { acts: readonly AskedAct[] }) {
  const common = useTranslations("common.dialog");
  const router = useRouter();
  const refusalText = useRefusalText();
  const offered = acts.filter(({ isOffered }) => isOffered);
  if (offered.length === 0) return null;
  return (
    <div className="no-print flex flex-wrap gap-3">
      {offered.map(({ name, variant, words, act, run }) => (
        <Confirm
          key={name}
          variant={variant}
          trigger={
            <Button variant={variant} size="small" disabled={act.isSuccess}>
              {words.action}
            </Button>
          }
          title={words.title}
          description={words.description}
          action={words.action}
          cancelLabel={common("cancel")}
          onConfirm={async () => {
            await run();
            router.refresh();
          }}
        >
          {act.error !== null && <Notice tone="refused">{refusalText(act.error)}</Notice>}
        </Confirm>
      ))}
    </div>
  );
}
