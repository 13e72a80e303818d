import { useTranslations } from "next-intl";
import { Notice } from "@/components/ui/notice";
import type { ProposalView } from "@/domain/products/proposal-schema";
import { useProblemText } from "./problem-text";

/**
 * What keeps a version from being submitted: a list's part by its number, a text by its language; what
 * is wrong twice in one place is said once.
 */
export function ProposalProblems({ problems }: Pick<ProposalView, "problems">) {
  const t = useTranslations("shelf.proposal");
  const changes = useTranslations("shelf.changes");
  const textOf = useProblemText();
  const nameOf = ([first, second]: ProposalView["problems"][number]["path"]) => {
    const key = `field.${first}`;
    const field = changes.has(key) ? changes(key) : String(first ?? "");
    if (typeof second === "number") return t("part", { field, number: second + 1 });
    const text = `text.${first}.${second}`;
    return changes.has(text) ? changes(text) : field;
  };
  const said = new Set(problems.map((one) => `${nameOf(one.path)} — ${textOf(one)}`));
  return (
    <Notice tone="waiting" title={t("problems", { count: said.size })}>
      <ul className="list-disc ps-5">
        {[...said].map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </Notice>
  );
}
