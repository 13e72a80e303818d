import type { ReactNode } from "react";
import { ConsentSentence } from "@/components/ui/consent-sentence";
import type { ConsentView } from "@/domain/consents/schema";
import { ConsentItems, ConsentLimits } from "./consent-facts";
import { useConsentWords } from "./consent-words";

/** One consent as its sentence, with everything about it under the fold. */
export function ConsentCard({
  consent,
  action,
  isFresh = false,
}: {
  consent: ConsentView;
  action?: ReactNode;
  isFresh?: boolean;
}) {
  const words = useConsentWords(consent);
  return (
    <ConsentSentence {...words} isFresh={isFresh} action={action}>
      <div className="grid gap-5">
        <ConsentItems consent={consent} />
        <ConsentLimits consent={consent} />
      </div>
    </ConsentSentence>
  );
}
