import { NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import { TypedEarly } from "@/components/ui/typed-early";
import type { Namespace } from "./namespaces";

/** Sends only the named namespaces to the client components inside; wrap forms, not whole pages. */
export async function ClientMessages({
  namespaces,
  children,
}: {
  namespaces: readonly Namespace[];
  children: ReactNode;
}) {
  const messages = await getMessages();
  const picked = Object.fromEntries(namespaces.map((name) => [name, messages[name]]));
  return (
    <NextIntlClientProvider messages={picked}>
      {children}
      <TypedEarly />
    </NextIntlClientProvider>
  );
}
