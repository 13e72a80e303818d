import type { ReactNode } from "react";
import { ConsentSentence } from "@/components/ui/consent-sentence";
import type { ConsentView } from "@/domain/consents/schema";
import type { UseOfConsent } from "@/domain/notifications/notices";
import { ConsentItems, ConsentLimits } from "./consent-facts";
import { useConsentWords } from "./consent-words";
import { LastUse, UnusualUse } from "./unusual-use";

/** One consent as its sentence, with everything about it under the fold. */
export function ConsentCard({
  consent,
  action,
  isFresh = false,
  use,
}: {
  consent: ConsentView;
  action?: ReactNode;
  isFresh?: boolean;
  /** How the recipient has used it, where that is known. */
  use?: UseOfConsent | undefined;
}) {
  const words = useConsentWords(consent);
  return (
    <ConsentSentence
      {...words}
      isFresh={isFresh}
      notice={use && <UnusualUse use={use} />}
      action={
        <>
          {use && <LastUse use={use} />}
          {action}
        </>
      }
    >
      <div className="grid gap-5">
        <ConsentItems consent={consent} />
        <ConsentLimits consent={consent} />
      </div>
    </ConsentSentence>
  );
}
