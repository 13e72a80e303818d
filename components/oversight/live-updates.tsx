"use client";

import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { LiveRegion } from "@/components/ui/live-region";

const settleMs = 500;
/** Under a steady stream of events the numbers still move. */
const patienceMs = 2_000;

/** Reads the page again soon after something happened; says since when its numbers stand. */
export function LiveUpdates({ updatedAt }: { updatedAt: string }) {
  const t = useTranslations("office.live");
  const router = useRouter();
  const [state, setState] = useState<"connecting" | "on" | "off">("connecting");

  useEffect(() => {
    const source = new EventSource("/api/live");
    let timer: ReturnType<typeof setTimeout> | undefined;
    let waitingSince: number | null = null;
    const look = () => {
      waitingSince = null;
      router.refresh();
    };
    source.addEventListener("open", () => setState("on"));
    source.addEventListener("error", () => {
      setState("off");
      // Refused rather than interrupted: whoever is looking is no longer signed in.
      if (source.readyState === EventSource.CLOSED) look();
    });
    source.addEventListener("change", () => {
      waitingSince ??= Date.now();
      clearTimeout(timer);
      timer = setTimeout(look, Date.now() - waitingSince > patienceMs ? 0 : settleMs);
    });
    return () => {
      clearTimeout(timer);
      source.close();
    };
  }, [router]);

  return <LiveRegion isVisible>{t(state, { time: updatedAt })}</LiveRegion>;
}
