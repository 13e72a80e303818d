import type { ApplicationStatus } from "@/domain/applications/lifecycle";
import { Conflict } from "@/domain/shared/errors";
import { needCan, type NeedStatus } from "./lifecycle";

/** What matching changes: a need that is already with banks stays there. */
export function matchNeed(need: { status: NeedStatus }) {
  if (!needCan("match", need)) throw new Conflict("need_not_open");
  return { status: need.status === "in_market" ? "in_market" : "matched" } as const;
}

/**
 * What saying a need anew changes: nothing is matched to it yet. Not while a product is being applied
 * for, nor while banks are asked for it: they were told something else.
 */
export function updateNeed(
  need: { status: NeedStatus },
  live: readonly { status: ApplicationStatus }[],
  isOpenToBanks: boolean,
) {
  if (!needCan("update", need)) throw new Conflict("need_not_open");
  if (live.length > 0) throw new Conflict("need_has_live_applications");
  if (isOpenToBanks) throw new Conflict("need_open_to_banks");
  return { status: "draft" } as const;
}

/** What giving a need up changes; applications that a bank has seen are withdrawn one by one first. */
export function withdrawNeed(
  need: { status: NeedStatus },
  live: readonly { status: ApplicationStatus }[],
) {
  if (!needCan("withdraw", need)) throw new Conflict("need_not_open");
  if (live.some(({ status }) => status !== "prepared"))
    throw new Conflict("need_has_live_applications");
  return { status: "withdrawn" } as const;
}
