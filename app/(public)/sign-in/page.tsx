import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import Link from "next/link";
import { redirect } from "next/navigation";
import { DemoSignIns } from "@/components/accounts/demo-sign-ins";
import { SignInForm } from "@/components/accounts/sign-in-form";
import { PageHeader, Section } from "@/components/layout/page-header";
import { ClientMessages } from "@/components/messages/client-messages";
import { TRPCProvider } from "@/components/trpc/client";
import { homes, partyOfPath, safeNextPath } from "@/domain/accounts/places";
import { env } from "@/server/env";
import { caller, currentActor } from "@/server/trpc/rsc";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth.signIn");
  return { title: t("title") };
}

type Props = { searchParams: Promise<{ next?: string | string[] }> };

export default async function SignInPage({ searchParams }: Props) {
  const next = safeNextPath((await searchParams).next);
  const actor = await currentActor();
  if (actor) {
    const isReachable = next !== null && [null, actor.party].includes(partyOfPath(next));
    redirect(isReachable ? next : homes[actor.party]);
  }

  const t = await getTranslations("auth");
  const people = await (await caller()).accounts.demoPeople();
  const arrival = next ? `/sign-in?next=${encodeURIComponent(next)}` : "/sign-in";
  return (
    <div className="page py-8 lg:py-12">
      <PageHeader title={t("signIn.title")} lead={t("signIn.lead")} />
      <TRPCProvider>
        <ClientMessages namespaces={["common", "auth", "errors"]}>
          <div className="grid items-start gap-12 lg:grid-cols-2">
            {env.DEMO && (
              <Section title={t("demo.title")} lead={t("demo.lead")}>
                <DemoSignIns people={people} arrival={arrival} />
              </Section>
            )}
            <Section title={t("signIn.byPassword")}>
              <div className="grid gap-8">
                <SignInForm arrival={arrival} />
                <p className="text-ink-soft">
                  {t("signIn.noAccount")}{" "}
                  <Link href="/register" className="link text-ink">
                    {t("signIn.register")}
                  </Link>
                </p>
              </div>
            </Section>
          </div>
        </ClientMessages>
      </TRPCProvider>
    </div>
  );
}
