import { useTranslations } from "next-intl";
import { Figure } from "@/components/ui/figure";
import type { FigureView } from "@/domain/oversight/schema";
import { useFigureText } from "./figure-text";

/** The key figures: number, course, change, as-of and definition of each. */
export function OverviewFigures({
  figures,
  asOf,
}: {
  figures: readonly FigureView[];
  asOf: string;
}) {
  const t = useTranslations("office.figure");
  const text = useFigureText();
  return (
    <div className="grid min-w-0 grid-cols-[repeat(auto-fill,minmax(9.5rem,1fr))] gap-x-6 gap-y-5 sm:grid-cols-3 xl:grid-cols-5 print:grid-cols-5 print:gap-x-3 print:gap-y-2">
      {figures.map((figure) => {
        const change = text.changeOf(figure);
        return (
          <Figure
            key={figure.key}
            label={t(`${figure.key}.name`)}
            {...text.valueOf(figure)}
            series={figure.series}
            asOf={asOf}
            definition={t(`${figure.key}.definition`)}
            {...(change && { change })}
          />
        );
      })}
    </div>
  );
}
