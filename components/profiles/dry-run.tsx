import { useLocale, useTranslations } from "next-intl";
import { formatList } from "@/components/format/list";
import { Notice } from "@/components/ui/notice";
import type { ProfilePreview } from "@/domain/profiles/schema";
import { ProfileSections } from "./profile-sections";

/** The very page the bank will see, framed, before anything is signed. */
export function DryRun({ preview, bank }: { preview: ProfilePreview; bank: string }) {
  const t = useTranslations("profiles.dryRun");
  const items = useTranslations("sources.item");
  const locale = useLocale();
  return (
    <section className="grid gap-4 border border-ink p-4 sm:p-6" aria-labelledby="dry-run">
      <header className="grid gap-1">
        <h2 id="dry-run" className="text-lg">
          {t("title", { bank })}
        </h2>
        <p className="measure text-ink-soft">{t("lead", { bank })}</p>
      </header>
      {preview.unreachable.length > 0 && (
        <Notice tone="waiting">
          {t("unreachable", {
            items: formatList(
              preview.unreachable.map((item) => items(item)),
              locale,
            ),
          })}
        </Notice>
      )}
      <ProfileSections profile={preview.profile} />
    </section>
  );
}
