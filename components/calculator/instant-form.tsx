"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useTransition, type FormEvent, type ReactNode } from "react";

const pause = 350;

/**
 * An ordinary form that asks by its address. With scripts, it asks by itself a moment after the last
 * change; what was typed stays as it is.
 */
export function InstantForm({
  action,
  className,
  children,
}: {
  action: string;
  className?: string;
  children: ReactNode;
}) {
  const router = useRouter();
  const [isPending, start] = useTransition();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  function ask(form: HTMLFormElement) {
    clearTimeout(timer.current);
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      const isNeeded = form.querySelector(`[name="${name}"]`)?.hasAttribute("required") ?? false;
      if (typeof value === "string" && (value !== "" || isNeeded)) query.set(name, value);
    }
    start(() => router.replace(`${action}?${query}`, { scroll: false }));
  }

  function changed({ currentTarget }: FormEvent<HTMLFormElement>) {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => ask(currentTarget), pause);
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    ask(event.currentTarget);
  }

  return (
    <form
      action={action}
      noValidate
      onInput={changed}
      onSubmit={submit}
      aria-busy={isPending}
      className={className}
    >
      {children}
    </form>
  );
}
