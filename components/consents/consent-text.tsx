import { useTranslations } from "next-intl";
import { ConsentSentence } from "@/components/ui/consent-sentence";
import { Details } from "@/components/ui/details";
import type { ConsentView } from "@/domain/consents/schema";
import { ConsentItems, ConsentLimits } from "./consent-facts";
import { useConsentWords } from "./consent-words";

/** All that is about to be signed, in the open: sentence, items, limits, and the exact bytes. */
export function ConsentText({ consent }: { consent: ConsentView }) {
  const t = useTranslations("consents.text");
  const words = useConsentWords(consent);
  return (
    <div className="grid gap-5">
      <ConsentSentence {...words} />
      <ConsentItems consent={consent} />
      <ConsentLimits consent={consent} />
      <p className="measure">{t("stop")}</p>
      <Details summary={t("bytes")}>
        <pre className="max-h-80 overflow-auto bg-wash p-3 text-xs break-all whitespace-pre-wrap">
          {consent.artefact}
        </pre>
      </Details>
    </div>
  );
}
