"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { LiveRegion } from "@/components/ui/live-region";

const settleMs = 500;
/** Under a steady stream of events the numbers still move. */
const patienceMs = 2_000;

type State = "connecting" | "on" | "off";

/**
 * Reads the page again soon after something happened; says since when its numbers stand, in the words
 * given for each state.
 */
export function LiveUpdates({ words }: { words: Record<State, string> }) {
  const router = useRouter();
  const [state, setState] = useState<State>("connecting");

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

  return <LiveRegion isVisible>{words[state]}</LiveRegion>;
}
