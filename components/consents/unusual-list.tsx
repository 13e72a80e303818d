import { useLocale, useTranslations } from "next-intl";
import Link from "next/link";
import type { ConsentView } from "@/domain/consents/schema";
import type { UseOfConsent } from "@/domain/notifications/notices";
import { UnusualUse } from "./unusual-use";

/** Above the history: whose looks were not as usual, recipient by recipient; nothing where all were. */
export function UnusualList({
  consents,
  uses,
}: {
  consents: readonly Pick<ConsentView, "id" | "recipient">[];
  uses: readonly UseOfConsent[];
}) {
  const platform = useTranslations("consents")("platform");
  const locale = useLocale();
  const odd = uses.filter(({ unusual }) => unusual.length > 0);
  if (odd.length === 0) return null;
  return (
    <div className="mb-6 grid gap-4">
      {odd.map((use) => {
        const recipient = consents.find(({ id }) => id === use.consentId)?.recipient;
        return (
          <div key={use.consentId} className="grid gap-1">
            <Link href={`/sme/consents/${use.consentId}`} className="link justify-self-start">
              {recipient ? (locale === "en" ? recipient.nameEn : recipient.name) : platform}
            </Link>
            <UnusualUse use={use} />
          </div>
        );
      })}
    </div>
  );
}
