import { useState } from "react";
import type { Granularity, ItemCode } from "@/domain/sources/catalogue";

type Scoped = { item: ItemCode; granularity: Granularity };
const nameOf = ({ item, granularity }: Scoped) => `${item}:${granularity}`;

/**
 * What is ticked among what is offered, kept by name: a live page may be refreshed meanwhile, its
 * rows are then other objects, and what is no longer offered is no longer chosen.
 */
export function useChosenScopes<T extends Scoped>(offered: readonly T[]) {
  const [names, setNames] = useState<readonly string[]>([]);
  return {
    chosen: offered.filter((one) => names.includes(nameOf(one))),
    isChosen: (one: T) => names.includes(nameOf(one)),
    choose: (one: T, is: boolean) =>
      setNames((before) => [
        ...before.filter((name) => name !== nameOf(one)),
        ...(is ? [nameOf(one)] : []),
      ]),
    clear: () => setNames([]),
  };
}
