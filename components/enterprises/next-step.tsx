import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";

/** The one thing a firm would do now. */
export function NextStep({ isMatching }: { isMatching: boolean }) {
  const t = useTranslations("sme.home");
  const step = isMatching ? "need" : "allow";
  return (
    <section className="grid gap-3 border-t border-ink pt-4" aria-labelledby="next-step">
      <p className="text-sm text-ink-soft">{t("next")}</p>
      <h2 id="next-step" className="text-lg">
        {t(`steps.${step}.title`)}
      </h2>
      <p className="measure">{t(`steps.${step}.body`)}</p>
      <div>
        <LinkButton size="large" href={isMatching ? "/sme/needs" : "/sme/consents/matching"}>
          {t(`steps.${step}.act`)}
        </LinkButton>
      </div>
    </section>
  );
}
