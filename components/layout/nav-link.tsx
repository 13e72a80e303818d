"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";

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
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    // A row of places that is wider than the screen shows where one is; the page itself stays put.
    const row = link.current?.closest("nav");
    if (!isCurrent || !link.current || !row || row.scrollWidth <= row.clientWidth) return;
    const [own, whole] = [link.current, row].map((one) => one.getBoundingClientRect());
    if (own && whole) row.scrollLeft += own.left - whole.left - (whole.width - own.width) / 2;
  }, [isCurrent]);
  return (
    <Link
      ref={link}
      href={href}
      aria-current={isCurrent ? "page" : undefined}
      className={className}
    >
      {children}
    </Link>
  );
}
