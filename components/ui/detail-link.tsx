"use client";

import { clsx } from "clsx";
import Link, { useLinkStatus } from "next/link";
import type { ComponentProps } from "react";
import { Busy } from "./busy";

/**
 * A row's way to its page. Sixty of them fetched ahead would cost the server six times the list, so each
 * is asked for when it is pressed, and until the page is there the link shows that it was.
 */
export function DetailLink({ className, children, ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link {...rest} prefetch={false} className={clsx("link", className)}>
      {children}
      <LinkBusy />
    </Link>
  );
}

/** The same sign where a link is made otherwise. */
export function LinkBusy() {
  const { pending } = useLinkStatus();
  if (!pending) return null;
  return (
    <span className="appear ms-2 inline-block [animation-delay:150ms] [animation-fill-mode:both]">
      <Busy className="size-[0.8em]" />
    </span>
  );
}
