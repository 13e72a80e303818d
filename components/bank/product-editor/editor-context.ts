"use client";

import { useTranslations } from "next-intl";
import { createContext, useContext } from "react";
import { useProblemText } from "@/components/products/problem-text";
import type { FormProblem } from "./form-problems";
import type { ProductForm } from "./product-form";

/** What every field of the editor works on. */
export type Editor = {
  form: ProductForm;
  set: (change: Partial<ProductForm>) => void;
  problems: readonly FormProblem[];
  /** Somebody has asked whether all is complete: then blanks are problems too. */
  isAsked: boolean;
  /** The code cannot change any more. */
  isCodeFixed: boolean;
  /** What the purpose may ask for, as `item:granularity`. */
  allowed: readonly string[];
  today: string;
};

const Context = createContext<Editor | null>(null);
export const EditorProvider = Context.Provider;

export function useEditor(): Editor {
  const editor = useContext(Context);
  if (!editor) throw new Error("outside a product editor");
  return editor;
}

/** Blanks: nobody is told of them before asking. */
const quiet: readonly string[] = [
  "field_missing",
  "rule_missing",
  "text_too_short",
  "fee_without_amount",
];

/** The sentence to show at a field, if any. */
export function useProblemOf(): (field: string) => string | undefined {
  const { problems, isAsked } = useEditor();
  const t = useTranslations("editor.problem");
  const textOf = useProblemText();
  return (field) => {
    const problem = problems.find((one) => one.field === field);
    if (!problem || (!isAsked && quiet.includes(problem.reason))) return undefined;
    return t.has(problem.reason) ? t(problem.reason) : textOf(problem);
  };
}
