import { useTranslations } from "next-intl";
import { DeskShell, type Place } from "./desk-shell";
import type { ShellProps } from "./identity";

/** The credit office's side. `places` follow the overview and the banks. */
export function OfficeShell({
  notificationsHref = "/credit-office/notifications",
  places = [],
  ...rest
}: ShellProps & { places?: readonly Place[] }) {
  const t = useTranslations("common.nav");
  return (
    <DeskShell
      {...rest}
      notificationsHref={notificationsHref}
      homeHref="/credit-office"
      places={[
        { href: "/credit-office", label: t("overview"), isExact: true },
        { href: "/credit-office/banks", label: t("banks") },
        { href: "/credit-office/products", label: t("officeProducts") },
        { href: "/credit-office/templates", label: t("templates") },
        { href: "/credit-office/predicates", label: t("predicates") },
        { href: "/credit-office/zones", label: t("zones") },
        { href: "/credit-office/consents", label: t("consents") },
        { href: "/credit-office/erasures", label: t("erasures") },
        ...places,
        { href: "/credit-office/account", label: t("account") },
      ]}
    />
  );
}
