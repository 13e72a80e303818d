"use client";

import { useEffect, useState } from "react";
import { codesAlone, type NameIndustries } from "./name-industries";

/**
 * How industries are named in the browser: by their codes until their names are loaded, which weigh as
 * much as a form, and only where one is named at all.
 */
export function useIndustryNames(isNeeded: boolean): NameIndustries {
  const [names, setNames] = useState<NameIndustries>(() => codesAlone);
  useEffect(() => {
    if (!isNeeded) return;
    void import("./industry").then(({ formatIndustries }) => setNames(() => formatIndustries));
  }, [isNeeded]);
  return names;
}
