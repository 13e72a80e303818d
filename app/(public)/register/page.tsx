import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import Link from "next/link";
import { redirect } from "next/navigation";
import { RegisterForm } from "@/components/accounts/register-form";
import { PageHeader } from "@/components/layout/page-header";
import { ClientMessages } from "@/components/messages/client-messages";
import { TRPCProvider } from "@/components/trpc/client";
import { homes } from "@/domain/accounts/places";
import { currentActor } from "@/server/trpc/rsc";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth.register");
  return { title: t("title") };
}

export default async function RegisterPage() {
  const actor = await currentActor();
  if (actor) redirect(homes[actor.party]);
  const t = await getTranslations("auth.register");
  return (
    <div className="page py-8 lg:py-12">
      <PageHeader title={t("title")} lead={t("lead")} />
      <TRPCProvider>
        <ClientMessages namespaces={["common", "auth", "errors"]}>
          <RegisterForm arrival="/sign-in" />
        </ClientMessages>
      </TRPCProvider>
      <p className="mt-8 text-ink-soft">
        {t("haveAccount")}{" "}
        <Link href="/sign-in" className="link text-ink">
          {t("signIn")}
        </Link>
      </p>
    </div>
  );
}
