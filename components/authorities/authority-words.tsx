import { useTranslations } from "next-intl";
import { dayInShanghai } from "@/components/format/day";
import { Amount, Day } from "@/components/format/values";
import type { AuthorityView } from "@/domain/authorities/schema";

type Said = Pick<AuthorityView, "role" | "purposes" | "maxAmount" | "validTo">;

/** An authority as a sentence: alone or as the second, up to how much, for what, until when. */
export function AuthorityWords({ authority }: { authority: Said }) {
  const t = useTranslations("signing.authority");
  const consents = useTranslations("consents");
  const { role, purposes, maxAmount, validTo } = authority;
  return (
    <span>
      {t(`may.${role}`)}
      {maxAmount !== null && (
        <>
          {t("upTo")}
          <Amount fen={maxAmount} />
        </>
      )}
      {t("for")}
      {purposes.map((purpose) => consents(`purpose.${purpose}`)).join(t("and"))}
      {t("until")}
      <Day day={dayInShanghai(validTo)} />
    </span>
  );
}
