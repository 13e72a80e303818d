import { Bell } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import type { ReactNode } from "react";

export type Identity = {
  /** The person's name. */
  name: string;
  /** The firm, bank or office. */
  organization: string;
  /** What the person is there, in words: 法定代表人. */
  role?: string;
};

/** What every signed-in shell is told. */
export type ShellProps = {
  identity: Identity;
  unread: number;
  notificationsHref?: string;
  /** The sign-out form or button. */
  signOut: ReactNode;
  children: ReactNode;
};

export function Notifications({ unread, href }: { unread: number; href: string }) {
  const t = useTranslations("common.nav");
  return (
    <Link
      href={href}
      aria-label={unread > 0 ? t("unread", { count: unread }) : t("notifications")}
      className="relative flex size-11 items-center justify-center text-ink-soft hover:text-ink"
    >
      <Bell className="size-5" strokeWidth={1.5} aria-hidden="true" />
      {unread > 0 && (
        <span className="figures absolute end-1 top-1 rounded-full bg-ink px-1 text-xs leading-4 text-paper">
          {unread > 99 ? "99+" : unread}
        </span>
      )}
    </Link>
  );
}

export function Person({ identity, className }: { identity: Identity; className?: string }) {
  return (
    <p className={className}>
      <span
        className="block truncate font-medium lg:wrap-anywhere lg:whitespace-normal"
        title={identity.organization}
      >
        {identity.organization}
      </span>
      <span className="block truncate text-sm text-ink-soft lg:wrap-anywhere lg:whitespace-normal">
        {identity.name}
        {identity.role && ` · ${identity.role}`}
      </span>
    </p>
  );
}
