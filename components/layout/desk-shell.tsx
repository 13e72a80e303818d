import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { mainId, SkipLink } from "@/components/ui/skip-link";
import { Notifications, Person, type ShellProps } from "./identity";
import { NavLink } from "./nav-link";
import { LanguageSwitch, ThemeSwitch } from "./preferences";
import { Wordmark } from "./wordmark";

export type Place = { href: string; label: string; isExact?: boolean };

/** The desk of people who work here all day: dense, everything by keyboard, navigation on the left. */
export function DeskShell({
  identity,
  unread,
  notificationsHref,
  signOut,
  homeHref,
  places,
  tools,
  children,
}: Omit<ShellProps, "notificationsHref"> & {
  notificationsHref: string;
  homeHref: string;
  places: readonly Place[];
  tools?: ReactNode;
}) {
  const t = useTranslations("common.nav");
  return (
    <div className="lg:grid lg:min-h-dvh lg:grid-cols-[12.5rem_minmax(0,1fr)]">
      <SkipLink />
      <header className="no-print flex flex-wrap items-center gap-x-4 border-b border-line px-4 py-1 lg:sticky lg:top-0 lg:h-dvh lg:flex-col lg:flex-nowrap lg:items-stretch lg:gap-5 lg:border-e lg:border-b-0 lg:px-4 lg:py-5">
        <div className="flex flex-1 items-center justify-between lg:flex-none">
          <Wordmark href={homeHref} />
          <Notifications unread={unread} href={notificationsHref} />
        </div>
        <Person identity={identity} className="hidden text-sm lg:block" />
        <nav
          aria-label={t("main")}
          className="max-lg:order-last max-lg:w-full max-lg:overflow-x-auto max-lg:mask-[linear-gradient(to_right,#000_calc(100%-1.5rem),transparent)]"
        >
          <ul className="flex gap-5 max-lg:w-max max-lg:pe-6 lg:flex-col lg:gap-0.5">
            {places.map(({ href, label, isExact = false }) => (
              <li key={href} className="flex-none">
                <NavLink
                  href={href}
                  isExact={isExact}
                  className="flex min-h-10 items-center border-transparent text-ink-soft hover:text-ink aria-[current=page]:border-ink aria-[current=page]:font-medium aria-[current=page]:text-ink max-lg:border-b-2 lg:border-s-2 lg:ps-3"
                >
                  {label}
                </NavLink>
              </li>
            ))}
          </ul>
        </nav>
        <div className="flex items-center gap-2 text-sm lg:mt-auto lg:flex-wrap lg:justify-between lg:gap-x-0">
          {tools}
          <LanguageSwitch />
          {signOut}
          <div className="max-lg:hidden lg:-mx-3.5 lg:w-full">
            <ThemeSwitch />
          </div>
        </div>
      </header>
      <main id={mainId} tabIndex={-1} className="min-w-0 px-4 py-5 outline-none lg:px-8 lg:py-7">
        {children}
      </main>
    </div>
  );
}
