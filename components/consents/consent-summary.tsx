import { ConsentSentence } from "@/components/ui/consent-sentence";
import type { ConsentView } from "@/domain/consents/schema";
import { useConsentWords } from "./consent-words";

/** The consent as its sentence and nothing else: what a page about it begins with. */
export function ConsentSummary({ consent }: { consent: ConsentView }) {
  return <ConsentSentence {...useConsentWords(consent)} />;
}
