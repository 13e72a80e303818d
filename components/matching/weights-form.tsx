import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import Form from "next/form";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Details } from "@/components/ui/details";
import { TextInput } from "@/components/ui/text-input";
import {
  presetOf,
  type RankingWeights,
  rankingSides,
  weightPresetNames,
  weightPresets,
} from "@/domain/matching/weights";
import { type MatchAddress, matchHref } from "./match-address";

/**
 * What the order goes by: one press for a preset, or three numbers. Links and an ordinary form, so it
 * works without scripts, and the choice stands in the address.
 */
export function WeightsForm({
  needId,
  weights,
  address,
}: {
  needId: string;
  weights: RankingWeights;
  address: MatchAddress;
}) {
  const t = useTranslations("needs.ranking");
  const current = presetOf(weights);
  const { verdict } = address;
  return (
    <section aria-labelledby="ranking" className="no-print grid gap-2">
      <h2 id="ranking" className="text-base font-medium">
        {t("title")}
      </h2>
      <ul className="flex flex-wrap gap-2">
        {weightPresetNames.map((name) => (
          <li key={name}>
            <Link
              href={matchHref(needId, { weights: weightPresets[name], verdict })}
              aria-current={name === current ? "true" : undefined}
              className={clsx(
                "inline-flex min-h-11 items-center rounded-sm border px-3 sm:px-4",
                name === current
                  ? "border-ink bg-ink text-paper"
                  : "border-line-strong hover:border-ink",
              )}
            >
              {t(`preset.${name}`)}
            </Link>
          </li>
        ))}
      </ul>
      <p className="measure text-sm text-ink-soft">{t(current ? `says.${current}` : "says.own")}</p>
      <div className="flex flex-wrap gap-x-6 gap-y-1">
        <Details summary={t("own")} isOpen={current === null} className="open:basis-full">
          <Form
            action={`/sme/needs/${needId}`}
            key={JSON.stringify(weights)}
            className="grid max-w-xl gap-4"
          >
            {verdict && <input type="hidden" name="verdict" value={verdict} />}
            <div className="grid gap-4 sm:grid-cols-3">
              {rankingSides.map((side) => (
                <TextInput
                  key={side}
                  label={t(`side.${side}`)}
                  name={side}
                  type="number"
                  inputMode="numeric"
                  min={0}
                  max={100}
                  step={1}
                  unit="%"
                  required
                  defaultValue={weights[side]}
                />
              ))}
            </div>
            <p className="text-sm text-ink-soft">{t("ownHint")}</p>
            <div>
              <Button type="submit" variant="quiet">
                {t("apply")}
              </Button>
            </div>
          </Form>
        </Details>
        <Details summary={t("how")} className="open:basis-full">
          <p className="measure text-sm">{t("formula")}</p>
        </Details>
      </div>
    </section>
  );
}
