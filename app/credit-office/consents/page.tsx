import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { ConsentFilter } from "@/components/oversight/consent-filter";
import { OfficeConsents } from "@/components/oversight/office-consents";
import { PageHeader } from "@/components/layout/page-header";
import { Pagination } from "@/components/ui/pagination";
import { ListOfficeConsentsInput } from "@/domain/consents/office-schema";
import { can } from "@/domain/policy";
import { caller, currentActor } from "@/server/trpc/rsc";

export async function generateMetadata() {
  return { title: (await getTranslations("consents.office"))("title") };
}

/** What the address says of the choice; anything else in it is no choice. */
const Chosen = z.object({
  bank: ListOfficeConsentsInput.shape.bank.catch(undefined),
  group: ListOfficeConsentsInput.shape.group.catch(undefined),
  cursor: ListOfficeConsentsInput.shape.cursor.catch(undefined),
});

export default async function OfficeConsentsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const t = await getTranslations("consents.office");
  const [api, actor, search] = await Promise.all([caller(), currentActor(), searchParams]);
  const { bank, group, cursor } = Chosen.parse(search);
  const choice = { ...(bank && { bank }), ...(group && { group }) };
  const { consents, banks, next } = await api.officeConsents.list({
    ...choice,
    ...(cursor && { cursor }),
  });
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <div className="grid gap-8">
        <ConsentFilter banks={banks} chosen={choice} />
        <OfficeConsents
          consents={consents}
          canTerminate={actor !== null && can(actor, "consent.terminate", {})}
        />
        {(cursor || next) && (
          <Pagination
            {...(cursor && {
              previousHref: `/credit-office/consents?${new URLSearchParams(choice)}`,
            })}
            {...(next && {
              nextHref: `/credit-office/consents?${new URLSearchParams({ ...choice, cursor: next })}`,
            })}
          />
        )}
      </div>
    </>
  );
}
