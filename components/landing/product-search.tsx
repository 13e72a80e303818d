import { useTranslations } from "next-intl";
import Form from "next/form";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { controlLook } from "@/components/ui/field";

/** The way into the product supermarket: an ordinary form, so it works without scripts. */
export function ProductSearch() {
  const t = useTranslations("public.landing.search");
  return (
    <search>
      <Form action="/products" className="grid gap-2">
        <label htmlFor="product-search" className="font-medium">
          {t("label")}
        </label>
        <div className="flex gap-2">
          <input
            id="product-search"
            name="q"
            type="search"
            maxLength={60}
            placeholder={t("placeholder")}
            className={controlLook}
          />
          <Button type="submit" className="flex-none">
            {t("submit")}
          </Button>
        </div>
        <Link href="/products" className="link justify-self-start text-sm text-ink-soft">
          {t("all")}
        </Link>
      </Form>
    </search>
  );
}
