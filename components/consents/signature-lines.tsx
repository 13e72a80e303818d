import { useTranslations } from "next-intl";
import { Instant } from "@/components/format/values";
import type { ConsentArtefact } from "@/domain/consents/artefact";
import type { ConsentView } from "@/domain/consents/schema";

/** Whose names stand under it, when and how each was put there: anyone can check one form, the platform alone the other. */
export function SignatureLines({ consent }: { consent: ConsentView }) {
  const t = useTranslations("consents.limits");
  // Before whom the text was put; somebody else of the firm may have signed it.
  const put = (JSON.parse(consent.artefact) as Partial<ConsentArtefact>).signer;
  return (
    <ul className="grid gap-1">
      {consent.signatures.map(({ role, method, at }, index) => (
        <li key={at.toISOString()}>
          {index === 0 && role === put?.role && `${put.name} · `}
          {t(`role.${role}`)} · <Instant at={at} />
          <span className="block text-sm text-ink-soft">{t(`method.${method}`)}</span>
        </li>
      ))}
      {consent.status === "awaiting_cosign" && <li>{t("missing")}</li>}
    </ul>
  );
}
