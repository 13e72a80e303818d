import { getTranslations } from "next-intl/server";
import { PageHeader, Section } from "@/components/layout/page-header";
import { ClientMessages } from "@/components/messages/client-messages";
import { QuestionRow } from "@/components/predicates/question-row";
import { LinkButton } from "@/components/ui/button";
import { can } from "@/domain/policy";
import { bracketedBy } from "@/domain/predicates/rules";
import { caller, currentActor } from "@/server/trpc/rsc";

export async function generateMetadata() {
  return { title: (await getTranslations("predicates"))("title") };
}

const parts = [
  { key: "waiting", states: ["draft"] },
  { key: "asked", states: ["active"] },
  { key: "past", states: ["retired", "discarded"] },
] as const;

export default async function PredicatesPage() {
  const t = await getTranslations("predicates");
  const [actor, register] = await Promise.all([
    currentActor(),
    caller().then((api) => api.predicates.list()),
  ]);
  if (!actor) return null;
  const active = register.filter(({ state }) => state === "active");
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          <LinkButton href="/credit-office/predicates/propose" variant="quiet">
            {t("propose")}
          </LinkButton>
        }
      />
      <ClientMessages namespaces={["common", "errors", "predicates"]}>
        <div className="grid gap-10">
          {parts.map(({ key, states }) => {
            const rows = register.filter(({ state }) => states.some((one) => one === state));
            if (rows.length === 0) return null;
            return (
              <Section key={key} title={t(`part.${key}`)}>
                <ul>
                  {rows.map((question) => {
                    const isDraft = question.state === "draft";
                    const by = {
                      proposedBy: question.proposedBy === "you" ? actor.userId : null,
                    };
                    return (
                      <QuestionRow
                        key={`${question.code}-${question.version}`}
                        question={question}
                        rivals={bracketedBy(question, active)}
                        acts={{
                          mayApprove: isDraft && can(actor, "predicate.approve", by),
                          mayDiscard: isDraft && can(actor, "predicate.discard", by),
                          mayRetire:
                            question.state === "active" && can(actor, "predicate.retire", {}),
                        }}
                      />
                    );
                  })}
                </ul>
              </Section>
            );
          })}
        </div>
      </ClientMessages>
    </>
  );
}
