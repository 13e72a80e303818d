import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LinkButton } from "@/components/ui/button";
import { mainId, SkipLink } from "@/components/ui/skip-link";
import { NavLink } from "./nav-link";
import { LanguageSwitch, ThemeSwitch } from "./preferences";
import { Wordmark } from "./wordmark";

/** Everything that is open to anyone. `home` replaces the sign-in for a signed-in visitor. */
export function PublicShell({
  home,
  children,
}: {
  home?: { href: string; label: string };
  children: ReactNode;
}) {
  const t = useTranslations("common");
  const link =
    "flex min-h-11 items-center text-ink-soft hover:text-ink aria-[current=page]:text-ink aria-[current=page]:font-medium";
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="no-print border-b border-line">
        <div className="page flex flex-wrap items-center gap-x-8 sm:h-16">
          <Wordmark />
          <nav
            aria-label={t("nav.main")}
            className="max-sm:order-last max-sm:w-full max-sm:border-t max-sm:border-line"
          >
            <ul className="flex gap-6">
              <li>
                <NavLink href="/products" className={link}>
                  {t("nav.products")}
                </NavLink>
              </li>
              <li>
                <NavLink href="/calculator" className={link}>
                  {t("nav.calculator")}
                </NavLink>
              </li>
              <li>
                <NavLink href="/statistics" className={link}>
                  {t("nav.statistics")}
                </NavLink>
              </li>
            </ul>
          </nav>
          <div className="ms-auto flex items-center gap-2 max-sm:py-1.5">
            <LanguageSwitch />
            <LinkButton href={home?.href ?? "/sign-in"} variant="quiet" size="small">
              {home?.label ?? t("nav.signIn")}
            </LinkButton>
          </div>
        </div>
      </header>
      <main id={mainId} tabIndex={-1} className="flex-1 outline-none">
        {children}
      </main>
      <footer className="no-print mt-16 border-t border-line">
        <div className="page flex flex-wrap items-center justify-between gap-x-10 gap-y-2 py-6 text-sm text-ink-soft">
          <p className="measure">{t("footer.promise")}</p>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <p className="max-sm:w-full">{t("footer.keeper")}</p>
            <Link href="/purposes" className="link">
              {t("nav.purposes")}
            </Link>
            <a href="/verify" target="_blank" rel="noopener" className="link">
              {t("footer.verify")}
            </a>
            <ThemeSwitch />
          </div>
        </div>
      </footer>
    </div>
  );
}
