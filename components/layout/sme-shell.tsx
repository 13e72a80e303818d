import { House, Search, Stamp, UserRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { mainId, SkipLink } from "@/components/ui/skip-link";
import { Notifications, Person, type ShellProps } from "./identity";
import { NavLink } from "./nav-link";
import { LanguageSwitch, ThemeSwitch } from "./preferences";
import { Wordmark } from "./wordmark";

const places = [
  { href: "/sme", key: "home", Icon: House },
  { href: "/sme/needs", key: "needs", Icon: Search },
  { href: "/sme/consents", key: "consents", Icon: Stamp },
  { href: "/sme/account", key: "account", Icon: UserRound },
] as const;

/** The firm's side: a bottom bar within the thumb's reach on phones, a column beside the page elsewhere. */
export function SmeShell({
  identity,
  unread,
  notificationsHref = "/sme/notifications",
  signOut,
  children,
}: ShellProps) {
  const t = useTranslations("common.nav");
  return (
    <div className="lg:grid lg:min-h-dvh lg:grid-cols-[15rem_minmax(0,1fr)]">
      <SkipLink />
      <header className="no-print flex items-center justify-between gap-3 border-b border-line px-4 py-1.5 lg:hidden">
        <Wordmark href="/sme" />
        <Person identity={identity} className="min-w-0 flex-1 text-end text-sm leading-tight" />
        <Notifications unread={unread} href={notificationsHref} />
      </header>
      <div className="no-print lg:sticky lg:top-0 lg:flex lg:h-dvh lg:flex-col lg:gap-6 lg:border-e lg:border-line lg:p-6">
        <header className="hidden grid-cols-1 gap-6 lg:grid">
          <div className="flex items-center justify-between">
            <Wordmark href="/sme" />
            <Notifications unread={unread} href={notificationsHref} />
          </div>
          <Person identity={identity} />
        </header>
        <nav
          aria-label={t("main")}
          className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] lg:static lg:border-0 lg:bg-transparent"
        >
          <ul className="grid grid-cols-4 lg:grid-cols-1 lg:gap-1">
            {places.map(({ href, key, Icon }) => (
              <li key={key}>
                <NavLink
                  href={href}
                  isExact={key === "home"}
                  className="group flex min-h-14 flex-col items-center justify-center gap-0.5 border-t-2 border-transparent text-xs leading-tight text-ink-soft hover:text-ink aria-[current=page]:border-ink aria-[current=page]:font-medium aria-[current=page]:text-ink lg:min-h-11 lg:flex-row lg:justify-start lg:gap-3 lg:border-t-0 lg:border-s-2 lg:ps-3 lg:text-base"
                >
                  <Icon className="size-5 flex-none" strokeWidth={1.5} aria-hidden="true" />
                  {t(key)}
                </NavLink>
              </li>
            ))}
          </ul>
        </nav>
        <footer className="mt-auto hidden grid-cols-[1fr_auto] items-center text-sm lg:grid">
          {signOut}
          <LanguageSwitch />
          <div className="-mx-3">
            <ThemeSwitch />
          </div>
        </footer>
      </div>
      <main id={mainId} tabIndex={-1} className="outline-none max-lg:pb-24">
        <div className="page max-w-5xl py-6 lg:py-10">{children}</div>
        <div className="no-print page flex items-center justify-between border-t border-line py-3 lg:hidden">
          <LanguageSwitch />
          <ThemeSwitch />
          {signOut}
        </div>
      </main>
    </div>
  );
}
