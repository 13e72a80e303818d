import { useLocale } from "next-intl";
import { formatAmount, formatAmountLike, formatAmountRange, formatExactAmount } from "./amount";
import { formatCount, formatDuration, formatDurationRange } from "./count";
import { dayInShanghai, formatDay, formatInstant, formatMonth } from "./day";
import { formatAnnualRate, formatExactRate, formatRate, formatShare } from "./rate";

/**
 * An amount in fen; the exact value is in the title. `isExact` prints every fen, as in a schedule;
 * `like` is the amount whose unit a whole column takes (`leastOf`).
 */
export function Amount({
  fen,
  isExact = false,
  like,
}: {
  fen: bigint;
  isExact?: boolean;
  like?: bigint;
}) {
  const locale = useLocale();
  const exact = formatExactAmount(fen, locale);
  const read = like === undefined ? formatAmount(fen, locale) : formatAmountLike(fen, like, locale);
  return (
    <data className="figures whitespace-nowrap" value={fen.toString()} title={exact}>
      {isExact ? exact : read}
    </data>
  );
}

/** From one amount to another in one unit; a single one where they are the same. */
export function AmountRange({
  from,
  to,
  isExact = false,
}: {
  from: bigint;
  to: bigint;
  isExact?: boolean;
}) {
  const locale = useLocale();
  if (from === to) return <Amount fen={from} isExact={isExact} />;
  const [low, high] = formatAmountRange(from, to, locale, isExact);
  const part = (fen: bigint, text: string) => (
    <data
      className="figures whitespace-nowrap"
      value={fen.toString()}
      title={formatExactAmount(fen, locale)}
    >
      {text}
    </data>
  );
  return (
    // One element, so that a row that pushes its parts apart keeps both ends together.
    <span>
      {part(from, low)}
      <wbr />
      {part(to, high)}
    </span>
  );
}

/** A rate or change in basis points. */
export function Rate({ basisPoints, isSigned }: { basisPoints: number; isSigned?: boolean }) {
  const locale = useLocale();
  return (
    <data className="figures whitespace-nowrap" value={basisPoints}>
      {formatRate(basisPoints, locale, { isSigned: isSigned ?? false })}
    </data>
  );
}

/** An annual rate as a decimal string ("0.036512"); four places are in the title. */
export function AnnualRate({ rate }: { rate: string }) {
  const locale = useLocale();
  return (
    <data className="figures whitespace-nowrap" value={rate} title={formatExactRate(rate, locale)}>
      {formatAnnualRate(rate, locale)}
    </data>
  );
}

export function Share({ share, least = 0 }: { share: number; least?: 0 | 1 }) {
  const locale = useLocale();
  return (
    <data className="figures whitespace-nowrap" value={share}>
      {formatShare(share, locale, least)}
    </data>
  );
}

export function Count({ count }: { count: number | bigint }) {
  const locale = useLocale();
  return (
    <data className="figures" value={count.toString()}>
      {formatCount(count, locale)}
    </data>
  );
}

export function Duration({ months }: { months: number }) {
  const locale = useLocale();
  return <span className="figures whitespace-nowrap">{formatDuration(months, locale)}</span>;
}

/** From one term to another in one unit. */
export function DurationRange({ from, to }: { from: number; to: number }) {
  const locale = useLocale();
  return <span className="figures whitespace-nowrap">{formatDurationRange(from, to, locale)}</span>;
}

/** A calendar day, "2026-11-21". */
export function Day({ day }: { day: string }) {
  const locale = useLocale();
  return (
    <time className="figures whitespace-nowrap" dateTime={day}>
      {formatDay(day, locale)}
    </time>
  );
}

/** A month, "2026-10". */
export function Month({ month }: { month: string }) {
  const locale = useLocale();
  return (
    <time className="figures whitespace-nowrap" dateTime={month}>
      {formatMonth(month, locale)}
    </time>
  );
}

/** An instant, shown in Asia/Shanghai; `only="day"` leaves the time to the title. */
export function Instant({ at, only }: { at: Date; only?: "day" }) {
  const locale = useLocale();
  const full = formatInstant(at, locale);
  return (
    <time className="figures whitespace-nowrap" dateTime={at.toISOString()} title={full}>
      {only === "day" ? formatDay(dayInShanghai(at), locale) : full}
    </time>
  );
}
