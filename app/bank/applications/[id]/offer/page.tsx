import { getTranslations } from "next-intl/server";
import { caseDeadline } from "@/components/bank/case-deadline";
import { CaseHeader } from "@/components/bank/case-header";
import { DraftOfferForm, type OfferStart } from "@/components/bank/draft-offer-form";
import { ClientMessages } from "@/components/messages/client-messages";
import { Notice } from "@/components/ui/notice";
import type { CaseView } from "@/domain/applications/bank-schema";
import { nominalRateRange } from "@/domain/offers/bank-rules";
import type { BankOfferView } from "@/domain/offers/bank-schema";
import { shanghaiDay } from "@/domain/shared/calendar";
import { caller } from "@/server/trpc/rsc";
import { loadCaseFor } from "../load-case";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("bank.offer"))("title") };
}

export default async function OfferPage({ params }: Props) {
  const t = await getTranslations("bank.offer");
  const { application } = await loadCaseFor(params, "offer.draft", "draft_offer");
  const { offers } = await (await caller()).bankOffers.list({ applicationId: application.id });
  const now = new Date();
  const today = shanghaiDay(now);
  const sentBack = offers.find(({ status }) => status === "draft");
  return (
    <ClientMessages namespaces={["common", "bank", "states", "errors", "calculator"]}>
      <CaseHeader
        title={t("title")}
        application={application}
        deadline={caseDeadline(application, offers)}
        now={now}
      />
      <div className="grid gap-6">
        {sentBack?.sentBackReason && (
          <Notice tone="waiting" title={t("wasSentBack")}>
            {sentBack.sentBackReason}
          </Notice>
        )}
        <DraftOfferForm
          applicationId={application.id}
          product={application.product.content}
          start={startOf(application, sentBack ?? offers[0], today)}
          today={today}
        />
      </div>
    </ClientMessages>
  );
}

/** From the latest version where there is one, from what the firm asked for otherwise. */
function startOf(
  application: CaseView,
  latest: BankOfferView | undefined,
  today: string,
): OfferStart {
  if (latest) return { ...latest, conditions: latest.conditions ?? "" };
  const { content } = application.product;
  const wanted = application.need?.repayment;
  const rates = nominalRateRange(content, today);
  return {
    amount: application.amount,
    termMonths: application.termMonths,
    repayment:
      content.repaymentKinds.find((kind) => kind === wanted) ??
      content.repaymentKinds[0] ??
      "equal_instalments",
    nominalRate: Math.round((rates.min + rates.max) / 2),
    conditions: "",
  };
}
