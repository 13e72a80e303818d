import { getTranslations } from "next-intl/server";
import { StartProduct } from "@/components/bank/product-editor/start-product";
import { PageHeader } from "@/components/layout/page-header";
import { ClientMessages } from "@/components/messages/client-messages";
import { Notice } from "@/components/ui/notice";
import { caller } from "@/server/trpc/rsc";

export async function generateMetadata() {
  return { title: (await getTranslations("editor.start"))("title") };
}

export default async function NewProductPage() {
  const t = await getTranslations("editor.start");
  const { products, mayWrite } = await (await caller()).bankProducts.list({});
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        back={{ href: "/bank/products", label: t("back") }}
      />
      {mayWrite ? (
        <ClientMessages namespaces={["common", "editor", "errors"]}>
          <StartProduct
            products={products.map(({ id, content }) => ({ id, name: content.name }))}
          />
        </ClientMessages>
      ) : (
        <Notice tone="waiting">{t("notYours")}</Notice>
      )}
    </>
  );
}
