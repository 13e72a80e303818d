"use client";

import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useMemo, useState } from "react";
import { useRuleFindings } from "@/components/bank/rule-builder/use-rule-findings";
import { refusalReason } from "@/components/accounts/field-errors";
import { useTRPC, useTRPCClient } from "@/components/trpc/client";
import { useMutation, useQuery } from "@tanstack/react-query";
import type { ProposalView } from "@/domain/products/proposal-schema";
import { draftOf } from "./draft-of";
import { formProblems } from "./form-problems";
import { formOf, type ProductForm } from "./product-form";
import { useAutosave } from "./use-autosave";
import { useLeaveGuard } from "./use-leave-guard";

/** In the hands of a colleague. */
const takings: readonly string[] = ["product.edit_forbidden", "product.write_forbidden"];
/** Stale, no longer a draft or no longer one's own: what is stored is not what was read. */
const conflicts: readonly string[] = ["proposal_changed", "proposal_not_draft", ...takings];
const reasonOf = (error: unknown): string => refusalReason(error) ?? "";
const isConflict = (error: unknown) => conflicts.includes(reasonOf(error));
const isTaking = (error: unknown) => takings.includes(reasonOf(error));

/** The form of a version in the making, stored as it is typed, and what may be done with it. */
export function useProductEditor(proposal: ProposalView) {
  const t = useTranslations("editor.save");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const router = useRouter();
  const [form, setForm] = useState<ProductForm>(() => formOf(proposal.content));
  const [generation, setGeneration] = useState(0);
  const [asked, setAsked] = useState(0);
  const isAsked = asked > 0;
  const { terms } = proposal;

  const scopeList = form.items.map(({ scope }) => scope).join(" ");
  // The same set as long as the same data is asked for: a rule need not be looked at again.
  const scopes = useMemo(() => new Set(scopeList.split(" ")), [scopeList]);
  const problems = useMemo(() => formProblems(form, terms), [form, terms]);
  const findings = useRuleFindings(form.rule, scopes, isAsked);
  const isWrong = problems.length > 0 || findings.isWrong;

  const autosave = useAutosave({
    value: draftOf(form),
    revision: proposal.revision,
    isConflict,
    save: async (content, revision) => {
      const saved = await client.productProposals.save.mutate({
        proposalId: proposal.id,
        revision,
        content,
      });
      return saved.revision;
    },
  });
  useLeaveGuard(autosave, t("leave"));

  const submitted = useMutation(trpc.productProposals.submit.mutationOptions());
  const [isSubmitting, setIsSubmitting] = useState(false);

  async function submit() {
    setAsked((before) => before + 1);
    if (isWrong) return;
    setIsSubmitting(true);
    try {
      if (!(await autosave.flush())) return;
      await submitted.mutateAsync({ proposalId: proposal.id, revision: autosave.revision() });
      router.push(`/bank/products/proposals/${proposal.id}`);
      router.refresh();
    } catch {
      // What was refused is shown from the mutation.
    } finally {
      setIsSubmitting(false);
    }
  }

  const isTaken = isTaking(autosave.error) || isTaking(submitted.error);
  const holder = useQuery(
    trpc.productProposals.get.queryOptions({ proposalId: proposal.id }, { enabled: isTaken }),
  );

  const theirs = async () => client.productProposals.get.query({ proposalId: proposal.id });

  function take(stored: Pick<ProposalView, "revision" | "content">) {
    const next = formOf(stored.content);
    autosave.accept(stored.revision, draftOf(next));
    setForm(next);
    setGeneration((before) => before + 1);
  }

  const catchUp = useEffectEvent((stored: ProposalView) => {
    if (stored.revision > autosave.revision() && autosave.isStored()) take(stored);
  });
  useEffect(() => {
    // Going back in the history shows the page as it was first opened, not what was typed since.
    client.productProposals.get.query({ proposalId: proposal.id }).then(
      (stored) => catchUp(stored),
      () => undefined,
    );
  }, [client, proposal.id]);

  return {
    form,
    set: (change: Partial<ProductForm>) => setForm((before) => ({ ...before, ...change })),
    scopes,
    problems,
    findings,
    isAsked,
    isWrong,
    /** Another one draws every field anew: what it held is gone. */
    generation,
    /** How often somebody has tried to submit. */
    asked,
    autosave,
    submit: () => void submit(),
    isSubmitting: isSubmitting || submitted.isSuccess,
    refusal: isTaken ? null : submitted.error,
    /** It is a colleague's now: who has it and what is typed here alone; null while it is one's own. */
    taken: isTaken
      ? { writer: holder.data?.writer ?? null, draft: autosave.isStored() ? null : draftOf(form) }
      : null,
    /** It was submitted elsewhere: what is typed here can replace nothing. */
    isSubmitted: reasonOf(autosave.error) === "proposal_not_draft",
    /** Takes what is stored instead of what is typed. */
    reload: async () => take(await theirs()),
    /** Leaves what is typed behind and shows the draft as it is stored. */
    leave: () => {
      autosave.accept(autosave.revision(), draftOf(form));
      router.push(`/bank/products/proposals/${proposal.id}`);
      router.refresh();
    },
    /** Stores what is typed over what is stored. */
    overwrite: async () => {
      const stored = await theirs();
      await autosave.overwrite(stored.revision);
    },
  };
}
export type ProductEditing = ReturnType<typeof useProductEditor>;
