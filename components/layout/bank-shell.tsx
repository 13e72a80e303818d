import { useTranslations } from "next-intl";
import { ClientMessages } from "@/components/messages/client-messages";
import { DeskShell } from "./desk-shell";
import type { ShellProps } from "./identity";
import { KeyboardHelp } from "./keyboard-help";

/** The bank's side. `?` shows the keys; see `KeyboardHelp` for how a page offers its own. */
export function BankShell({ notificationsHref = "/bank/notifications", ...rest }: ShellProps) {
  const t = useTranslations("common.nav");
  return (
    <DeskShell
      {...rest}
      notificationsHref={notificationsHref}
      homeHref="/bank"
      places={[
        { href: "/bank", label: t("applications"), isExact: true },
        { href: "/bank/open-needs", label: t("openNeeds") },
        { href: "/bank/products", label: t("bankProducts") },
        { href: "/bank/loans", label: t("loans") },
        { href: "/bank/consents", label: t("consents") },
        { href: "/bank/erasures", label: t("erasures") },
        { href: "/bank/account", label: t("account") },
      ]}
      tools={
        <ClientMessages namespaces={["common"]}>
          <KeyboardHelp />
        </ClientMessages>
      }
    />
  );
}
