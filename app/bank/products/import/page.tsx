import { getLocale, getTranslations } from "next-intl/server";
import { ImportProduct } from "@/components/bank/products/import-product";
import { PageHeader } from "@/components/layout/page-header";
import { ClientMessages } from "@/components/messages/client-messages";
import { Notice } from "@/components/ui/notice";
import { caller } from "@/server/trpc/rsc";

export async function generateMetadata() {
  return { title: (await getTranslations("shelf.import"))("title") };
}

export default async function ImportProductPage() {
  const t = await getTranslations("shelf.import");
  const isEnglish = (await getLocale()) === "en";
  const { products, mayWrite } = await (await caller()).bankProducts.list({});
  // Of a product with a version in the making there is no other.
  const open = products.filter(({ proposalId }) => proposalId === null);
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        back={{ href: "/bank/products", label: t("back") }}
      />
      {mayWrite ? (
        <ClientMessages namespaces={["common", "errors", "shelf"]}>
          <ImportProduct
            products={open.map(({ id, content: { name } }) => ({
              id,
              name: isEnglish ? name.en : name.zh,
            }))}
          />
        </ClientMessages>
      ) : (
        <Notice tone="info">{t("notYours")}</Notice>
      )}
    </>
  );
}
