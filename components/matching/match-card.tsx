import { useTranslations } from "next-intl";
import Link from "next/link";
import { DetailLink } from "@/components/ui/detail-link";
import type { ReactNode } from "react";
import { ProductTags } from "@/components/products/product-tags";
import { useBankName, useOwnText } from "@/components/products/texts";
import { Details } from "@/components/ui/details";
import { Status, type Tone } from "@/components/ui/status";
import type { MatchView, SentenceView } from "@/domain/matching/views";
import { evidenceScope } from "@/domain/profiles/indicators";
import { Checklist } from "./checklist";
import { MatchPrice } from "./match-price";
import { Sentence } from "./sentence";

export const verdictTones: Record<MatchView["verdict"], Tone> = {
  eligible: "good",
  unknown: "waiting",
  not_eligible: "refused",
};
const strongest = 2;

/** Two reasons say most: what fails, what is not known, or what speaks for the firm. */
function strongestReasons({ verdict, reasons, checklist }: MatchView) {
  if (reasons.length > 0) return reasons.slice(0, strongest);
  const wanted = verdict === "unknown" ? "unknown" : "met";
  return (
    checklist
      .filter(({ outcome, sentence }) => outcome === wanted && !sentence.key.startsWith("check."))
      .map(({ sentence }) => sentence)
      // What the firm had to allow says more about it than what anyone can look up.
      .toSorted((a, b) => Number(isAllowed(b)) - Number(isAllowed(a)))
      .slice(0, strongest)
  );
}

const isAllowed = ({ params: { fact } }: SentenceView) =>
  typeof fact === "string" && evidenceScope(fact) !== null;

const outOfHundred = (score: number) => Math.round(score * 100);

/** One product judged for a need: annual rate first and largest, then why, then what to do. */
export function MatchCard({
  match,
  act,
  allowHref,
  canCompare,
}: {
  match: MatchView;
  /** The button or link that takes the product up. */
  act: ReactNode;
  /** Where the items that would settle an unknown can be allowed. */
  allowHref: string | null;
  canCompare: boolean;
}) {
  const t = useTranslations("needs.match");
  const states = useTranslations("states");
  const own = useOwnText();
  const bankName = useBankName();
  const { content, price, verdict } = match;
  const reasons = strongestReasons(match);
  return (
    <article className="grid gap-x-8 gap-y-3 border-t border-line py-5 sm:grid-cols-[minmax(0,1fr)_18rem] sm:grid-rows-[auto_1fr]">
      <div className="grid content-start gap-2">
        <p className="flex flex-wrap items-baseline gap-x-3 text-sm">
          <Status tone={verdictTones[verdict]}>{states(`verdict.${verdict}`)}</Status>
          <span className="text-ink-soft">{bankName(match.bank)}</span>
        </p>
        <h3 className="flex flex-wrap items-baseline gap-2 text-lg">
          <DetailLink href={`/products/${match.id}`}>{own(content.name)}</DetailLink>
          <ProductTags content={content} />
        </h3>
        <ul className="text-ink-soft">
          {reasons.map((sentence, index) => (
            <li key={index}>
              <Sentence sentence={sentence} />
            </li>
          ))}
        </ul>
        {match.changes.length > 0 && (
          <div>
            <p className="text-sm font-medium">{t("whatWould")}</p>
            <ul>
              {match.changes.map((sentence, index) => (
                <li key={index}>
                  <Sentence sentence={sentence} />
                </li>
              ))}
            </ul>
          </div>
        )}
        {match.settling && (
          <p>
            <Sentence sentence={match.settling} />{" "}
            {allowHref && (
              <Link href={allowHref} className="link">
                {t("allow")}
              </Link>
            )}
          </p>
        )}
      </div>
      <div className="grid content-start gap-2 sm:col-start-2 sm:row-span-2 sm:row-start-1">
        {price ? (
          <MatchPrice match={match} price={price} />
        ) : (
          <p className="text-sm text-ink-soft">{t("noPrice")}</p>
        )}
        {act}
      </div>
      {/* Side by side while shut; what is opened takes the row. */}
      <div className="flex flex-wrap content-start items-center gap-x-5 sm:col-start-1">
        <Details summary={t("why")} className="open:basis-full">
          <Checklist checklist={match.checklist} />
        </Details>
        <Details summary={t("place", { rank: match.rank })} className="open:basis-full">
          <p className="measure text-sm">
            {t("placeScores", {
              cost: outOfHundred(match.score.cost),
              speed: outOfHundred(match.score.speed),
              likelihood: outOfHundred(match.score.likelihood),
              total: outOfHundred(match.score.total),
            })}{" "}
            {t("placeMissing")}
          </p>
        </Details>
        {canCompare && (
          <label className="flex min-h-11 items-center gap-2 text-sm">
            <input
              type="checkbox"
              name="compare"
              value={match.id}
              form="compare"
              className="size-5 accent-ink"
            />
            {t("compare")}
            <span className="sr-only">{own(content.name)}</span>
          </label>
        )}
      </div>
    </article>
  );
}
