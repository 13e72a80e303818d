import { useTranslations } from "next-intl";
import { DeskShell } from "./desk-shell";
import type { ShellProps } from "./identity";
import { KeyboardHelp } from "./keyboard-help";

/** The bank's side. `?` shows the keys; see `KeyboardHelp` for how a page offers its own. */
export function BankShell({ notificationsHref = "/bank/notifications", ...rest }: ShellProps) {
  const t = useTranslations("common.nav");
  const words = useTranslations("common");
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
        <KeyboardHelp
          words={{
            open: words("keys.open"),
            title: words("keys.title"),
            close: words("dialog.close"),
            down: words("keys.down"),
            up: words("keys.up"),
            search: words("keys.search"),
            help: words("keys.help"),
            enabled: words("keys.enabled"),
          }}
        />
      }
    />
  );
}
