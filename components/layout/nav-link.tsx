"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

/** A link that knows whether it is where we are; style it by `aria-current`. */
export function NavLink({
  href,
  isExact = false,
  className,
  children,
}: {
  href: string;
  /** The root of a room is current only on itself. */
  isExact?: boolean;
  className?: string;
  children: ReactNode;
}) {
  const path = usePathname();
  const isCurrent = path === href || (!isExact && path.startsWith(`${href}/`));
  return (
    <Link href={href} aria-current={isCurrent ? "page" : undefined} className={className}>
      {children}
    </Link>
  );
}
