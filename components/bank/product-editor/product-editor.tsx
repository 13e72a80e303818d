"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { ProposalView } from "@/domain/products/proposal-schema";
import { defaultCatalogue } from "@/domain/sources/catalogue";
import { CardPreview } from "./card-preview";
import { ConventionsSection } from "./conventions-section";
import { EditorProvider } from "./editor-context";
import { ErrorSummary } from "./error-summary";
import { ItemsSection } from "./items-section";
import { MaterialsSection } from "./materials-section";
import { RateSection } from "./rate-section";
import { ReachSection } from "./reach-section";
import { RulesSection } from "./rules-section";
import { SaveMark, SaveTrouble } from "./save-state";
import { SectionLinks } from "./section-links";
import { TermsSection } from "./terms-section";
import { TextsSection } from "./texts-section";
import { useProductEditor } from "./use-product-editor";

/** Asked for with a company's consent: neither public nor a person's own. */
const askable = (scope: string) =>
  defaultCatalogue.some(
    ({ code, mode, subject }) =>
      scope.startsWith(`${code}:`) && mode !== "P" && subject === "enterprise",
  );

/** A version of a product being written: stored as it is typed, submitted once it is whole. */
export function ProductEditor({
  proposal,
  ceilings,
}: {
  proposal: ProposalView;
  /** What the purpose allows at most, in words. */
  ceilings: ReactNode;
}) {
  const t = useTranslations("editor");
  const refusalText = useRefusalText();
  const editing = useProductEditor(proposal);
  const { form, set, problems, findings, isAsked, isWrong, autosave } = editing;
  const { terms } = proposal;
  return (
    <EditorProvider
      value={{
        form,
        set,
        problems,
        isAsked,
        isCodeFixed: terms.fixedCode !== null,
        allowed: terms.templateScopes.filter(askable),
        today: terms.today,
      }}
    >
      <div className="sticky top-0 z-20 -mx-4 mb-6 flex flex-wrap items-center justify-between gap-3 border-b border-line bg-paper px-4 py-2">
        <SaveMark state={autosave.state} />
        <Button isPending={editing.isSubmitting} onClick={editing.submit}>
          {t("submit")}
        </Button>
      </div>
      <div className="grid gap-10 lg:grid-cols-[minmax(0,1fr)_20rem] lg:gap-12">
        <form
          key={editing.generation}
          noValidate
          // What a browser remembers of another visit would be stored as if it had been typed.
          autoComplete="off"
          className="grid min-w-0 content-start gap-10"
          onSubmit={(event) => event.preventDefault()}
        >
          <SaveTrouble editing={editing} />
          {editing.refusal !== null && (
            <Notice tone="refused">{refusalText(editing.refusal)}</Notice>
          )}
          {isAsked && isWrong && (
            <ErrorSummary
              key={editing.asked}
              problems={problems}
              rule={form.rule}
              findings={findings}
            />
          )}
          <TextsSection />
          <TermsSection />
          <RateSection />
          <ConventionsSection />
          <ReachSection />
          <MaterialsSection />
          <ItemsSection ceilings={ceilings} />
          <RulesSection editing={editing} />
        </form>
        <aside className="grid content-start gap-8 lg:sticky lg:top-20 lg:self-start">
          <SectionLinks />
          <CardPreview proposal={proposal} />
          <p className="measure text-sm text-ink-soft">{t("fourEyes")}</p>
        </aside>
      </div>
    </EditorProvider>
  );
}
