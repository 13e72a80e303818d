import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

export type NoticeTone = "info" | "waiting" | "refused" | "good";

const looks: Record<NoticeTone, string> = {
  info: "border-ink-soft bg-wash",
  waiting: "border-ochre bg-ochre-wash",
  refused: "border-refusal bg-refusal-wash",
  good: "border-celadon bg-celadon-wash",
};
const titles: Record<NoticeTone, string> = {
  info: "text-ink",
  waiting: "text-ochre",
  refused: "text-refusal",
  good: "text-celadon",
};

/** Something to know before going on. `refused` is announced at once. */
export function Notice({
  tone = "info",
  title,
  children,
  action,
  className,
}: {
  tone?: NoticeTone;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  const t = useTranslations("common.notice");
  return (
    <div
      role={tone === "refused" ? "alert" : "note"}
      className={clsx("border-s-2 px-4 py-3", looks[tone], className)}
    >
      <p className={clsx("font-semibold", titles[tone])}>{title ?? t(tone)}</p>
      {children && <div className="measure mt-1">{children}</div>}
      {action && <div className="mt-3">{action}</div>}
    </div>
  );
}
