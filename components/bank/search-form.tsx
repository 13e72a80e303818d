import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { controlLook } from "@/components/ui/field";

/** Finds a firm in a list; an address of its own, so it works without script and can be sent. */
export function SearchForm({
  action,
  tab,
  search,
}: {
  action: string;
  tab: string;
  search: string | undefined;
}) {
  const t = useTranslations("bank.search");
  return (
    <search className="no-print max-sm:w-full">
      <form action={action} className="flex w-full items-center gap-2 sm:w-104">
        <input type="hidden" name="tab" value={tab} />
        <input
          type="search"
          name="search"
          defaultValue={search}
          data-search
          aria-label={t("label")}
          placeholder={t("label")}
          minLength={2}
          maxLength={60}
          className={controlLook}
        />
        <Button type="submit" variant="quiet" className="flex-none">
          {t("act")}
        </Button>
      </form>
    </search>
  );
}
