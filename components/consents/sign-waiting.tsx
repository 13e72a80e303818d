"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { SignForm } from "@/components/accounts/sign-form";
import { useTRPC } from "@/components/trpc/client";
import type { ConsentDifference } from "@/domain/consents/diff";
import type { ConsentView } from "@/domain/consents/schema";
import { ConsentDiff } from "./consent-diff";
import { ConsentText } from "./consent-text";

/** A text that waits for a signature, with what it changes where it follows another one. */
export function SignWaiting({
  consent,
  differences,
  back,
}: {
  consent: ConsentView;
  /** Empty where it is the first of its family. */
  differences: readonly ConsentDifference[];
  back: string;
}) {
  const t = useTranslations("consents.signing");
  const trpc = useTRPC();
  const router = useRouter();
  const sign = useMutation(trpc.consents.sign.mutationOptions());
  return (
    <SignForm
      signLabel={t(consent.status === "awaiting_cosign" ? "cosign" : "sign")}
      backLabel={t("back")}
      artefactHash={consent.artefactHash}
      onSign={(proof) =>
        sign
          .mutateAsync({ consentId: consent.id, artefactHash: consent.artefactHash, proof })
          .then(() => {
            router.push(`/sme/consents/${consent.id}`);
            router.refresh();
          })
      }
      onBack={() => router.push(back)}
      error={sign.error}
      isPending={sign.isPending}
      isDone={sign.isSuccess}
    >
      {differences.length > 0 && <ConsentDiff differences={differences} />}
      <ConsentText consent={consent} />
    </SignForm>
  );
}
