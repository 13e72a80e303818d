import { getLocale, getTranslations } from "next-intl/server";
import type { Identity } from "@/components/layout/identity";
import type { AccountView } from "@/domain/accounts/schema";

/** How a shell introduces the person who is signed in. */
export async function identityOf({ name, role, organization }: AccountView): Promise<Identity> {
  const t = await getTranslations("auth");
  const own = (await getLocale()) === "en" ? organization.nameEn : organization.name;
  return { name, role: t(`role.${role}`), organization: own ?? t("office") };
}
