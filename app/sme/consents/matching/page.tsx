import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { AllowMatching } from "@/components/consents/allow-matching";
import { ConsentHeading } from "@/components/consents/consent-heading";
import { PageHeader } from "@/components/layout/page-header";
import { ClientMessages } from "@/components/messages/client-messages";
import { Notice } from "@/components/ui/notice";
import { viewerRefusal } from "@/domain/authorities/viewer";
import { defaultCatalogue, itemCodes } from "@/domain/sources/catalogue";
import { caller, currentActor } from "@/server/trpc/rsc";

export async function generateMetadata() {
  return { title: (await getTranslations("consents.matching"))("title") };
}

const offered = defaultCatalogue.filter(
  ({ mode, subject }) => mode !== "P" && subject === "enterprise",
);
const LocalPath = z.string().regex(/^\/sme(\/[\w-]+)*$/);

export default async function MatchingConsentPage({
  searchParams,
}: {
  searchParams: Promise<{ items?: string | string[]; next?: string }>;
}) {
  const t = await getTranslations("consents");
  const signing = await getTranslations("signing.cosign");
  const api = await caller();
  const [actor, asked, consents, signers] = await Promise.all([
    currentActor(),
    searchParams,
    api.consents.list(),
    api.authorities.signers(),
  ]);
  const about = { purpose: "platform_matching", amount: null } as const;
  const refusal = viewerRefusal(signers, about, new Date());
  const wanted = [asked.items ?? []].flat().flatMap((items) => items.split(","));
  const suggested = itemCodes.filter((code) => wanted.includes(code));
  const next = LocalPath.safeParse(asked.next);
  const live = consents.find(
    ({ purpose, status }) => purpose === "platform_matching" && status === "active",
  );
  return (
    <>
      <PageHeader
        title={t("matching.title")}
        lead={t("matching.lead")}
        back={{ href: "/sme/consents", label: t("title") }}
      />
      {live && (
        <div className="mb-8 grid gap-4">
          <ConsentHeading consent={live} actor={actor} />
          <Notice>{t("matching.existing")}</Notice>
        </div>
      )}
      {refusal && <Notice tone="waiting">{signing(`refusal.${refusal}`)}</Notice>}
      {!refusal && (
        <ClientMessages namespaces={["common", "consents", "sources", "errors", "auth"]}>
          <AllowMatching
            items={offered.map(({ code, mode }) => ({ code, isComputed: mode === "M" }))}
            preselected={itemCodes.filter(
              (code) => suggested.includes(code) || live?.items.some(({ item }) => item === code),
            )}
            next={next.success ? next.data : "/sme/needs"}
          />
        </ClientMessages>
      )}
    </>
  );
}
