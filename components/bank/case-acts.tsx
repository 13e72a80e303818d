import { useTranslations } from "next-intl";
import { Instant } from "@/components/format/values";
import { LinkButton } from "@/components/ui/button";
import { Details } from "@/components/ui/details";
import { Notice } from "@/components/ui/notice";
import type { CaseView } from "@/domain/applications/bank-schema";
import { applicationCan } from "@/domain/applications/lifecycle";
import type { BankOfferView, ContractView } from "@/domain/offers/bank-schema";
import { can } from "@/domain/policy";
import type { Actor } from "@/domain/shared/actor";
import { AcceptApplication } from "./accept-application";
import { DeclineSummary } from "./decline-summary";
import { ApproveOffer, WithdrawOffer } from "./decide-offer";
import { OfferCard } from "./offer-card";
import { SignContract } from "./sign-contract";

type Props = {
  actor: Actor;
  application: CaseView;
  offers: readonly BankOfferView[];
  contract: ContractView | null;
};

/** The question whether repayments may be reported is put with the contract, apart from it. */
const backflowStates = new Set<CaseView["status"]>(["accepted_by_enterprise", "contracted"]);

/** What can be done about a case now, by this person; and what it waits for otherwise. */
export function CaseActs({ actor, application, offers, contract }: Props) {
  const t = useTranslations("bank.acts");
  const asks = useTranslations("asks.bank");
  const base = `/bank/applications/${application.id}`;
  const mayAccept = can(actor, "application.accept", application);
  const pending = offers.find(({ status }) => status === "awaiting_approval");
  return (
    <div className="grid content-start gap-5">
      <h2 className="text-lg">{t("title")}</h2>
      {applicationCan("accept", application) &&
        (mayAccept ? (
          <AcceptApplication applicationId={application.id} />
        ) : (
          <p className="text-ink-soft">{t("officerAccepts")}</p>
        ))}
      {applicationCan("draft_offer", application) &&
        !pending &&
        can(actor, "offer.draft", application) && (
          <LinkButton href={`${base}/offer`} isWide data-key="o">
            {t(application.status === "offered" ? "newOffer" : "offer")}
          </LinkButton>
        )}
      {application.status === "accepted" && <p className="text-ink-soft">{t("readFirst")}</p>}
      {applicationCan("request_information", application) &&
        can(actor, "application.request_information", application) && (
          <LinkButton href={`${base}/information`} isWide variant="quiet" data-key="i">
            {t("information")}
          </LinkButton>
        )}
      {applicationCan("request_information", application) &&
        can(actor, "ask.make", application) && (
          <LinkButton href={`${base}/ask`} isWide variant="quiet" data-key="m">
            {asks("review")}
          </LinkButton>
        )}
      {backflowStates.has(application.status) && can(actor, "ask.make", application) && (
        <LinkButton href={`${base}/ask?purpose=outcome_backflow`} isWide variant="quiet">
          {asks("backflow")}
        </LinkButton>
      )}
      {applicationCan("decline", application) && can(actor, "application.decline", application) && (
        <LinkButton href={`${base}/decline`} isWide variant="danger" data-key="x">
          {t("decline")}
        </LinkButton>
      )}
      <Waiting application={application} />
      <Contract {...{ actor, application, contract }} />
      <Offers {...{ actor, application, offers }} />
      {application.status === "declined" && <DeclineSummary application={application} />}
    </div>
  );
}

function Waiting({ application: { status } }: { application: CaseView }) {
  const t = useTranslations("bank.acts.waiting");
  if (!t.has(status)) return null;
  return <p className="border-s-2 border-ochre ps-3">{t(status)}</p>;
}

function Contract({ actor, application, contract }: Omit<Props, "offers">) {
  const t = useTranslations("bank.contract");
  if (!contract) return null;
  const isSigning = applicationCan("contract", application);
  const isPaying = applicationCan("disburse", application);
  return (
    <article className="grid gap-3 border-t border-ink pt-3">
      <h3 className="font-medium">{t("title", { number: contract.number })}</h3>
      <p className="text-sm text-ink-soft">
        {t.rich("firmSigned", { at: () => <Instant key="at" at={contract.enterpriseSignedAt} /> })}
      </p>
      {contract.bankSignedAt && (
        <p className="text-sm text-ink-soft">
          {t.rich("bankSigned", {
            at: () => (
              <Instant key="at" at={contract.bankSignedAt ?? contract.enterpriseSignedAt} />
            ),
          })}
        </p>
      )}
      {isSigning &&
        (can(actor, "contract.sign", contract) ? (
          <SignContract
            applicationId={application.id}
            termsHash={contract.termsHash}
            number={contract.number}
          />
        ) : (
          <p className="text-ink-soft">{t("approverSigns")}</p>
        ))}
      {isPaying &&
        (can(actor, "loan.disburse", application) ? (
          <LinkButton href={`/bank/applications/${application.id}/disburse`} isWide data-key="d">
            {t("disburse")}
          </LinkButton>
        ) : (
          <p className="text-ink-soft">{t("officerDisburses")}</p>
        ))}
      {application.loanId && (
        <LinkButton href={`/bank/loans/${application.loanId}`} isWide data-key="l">
          {t("loan")}
        </LinkButton>
      )}
    </article>
  );
}

/** Versions that are over are kept, out of the way. */
const isOver = ({ status }: BankOfferView) => status === "withdrawn" || status === "replaced";

function Offers({ actor, application, offers }: Omit<Props, "contract">) {
  const t = useTranslations("bank.acts");
  const over = offers.filter(isOver);
  return (
    <>
      {offers
        .filter((offer) => !isOver(offer))
        .map((offer) => (
          <OfferCard key={offer.id} offer={offer}>
            <OfferActs {...{ actor, application, offer }} />
          </OfferCard>
        ))}
      {over.length > 0 && (
        <Details summary={t("earlier", { count: over.length })}>
          <div className="grid gap-5">
            {over.map((offer) => (
              <OfferCard key={offer.id} offer={offer} />
            ))}
          </div>
        </Details>
      )}
    </>
  );
}

function OfferActs({
  actor,
  application,
  offer,
}: Pick<Props, "actor" | "application"> & { offer: BankOfferView }) {
  const t = useTranslations("bank.acts");
  const isPending = offer.status === "awaiting_approval";
  const isDecidable = applicationCan("draft_offer", application);
  const mayApprove = isPending && isDecidable && can(actor, "offer.approve", offer);
  const mayWithdraw = (isPending || offer.status === "open") && can(actor, "offer.withdraw", offer);
  return (
    <>
      {mayApprove && <ApproveOffer offerId={offer.id} firm={application.enterprise.name} />}
      {isPending && !mayApprove && (
        <Notice tone="waiting">{t(isDecidable ? "fourEyes" : "offerWaits")}</Notice>
      )}
      {mayWithdraw && <WithdrawOffer offerId={offer.id} isSeen={!isPending} />}
    </>
  );
}
