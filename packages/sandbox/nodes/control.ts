import { FaultBody, OverlayBody } from "./bodies";
import { agencies, isAgency, publicItems, type Item } from "./catalogue";
import { recordsOf } from "./records";
import { Refusal } from "./refusal";
import { getSubject } from "./subject";
import { parseMonth } from "../city/calendar";
import type { World } from "./world";

/** `POST /control/faults`: makes a node misbehave until told otherwise. */
export function setFault(world: World, body: unknown) {
  const { agency, mode } = FaultBody.parse(body);
  if (!isAgency(agency)) throw new Refusal(400, "malformed");
  world.faults.set(agency, mode);
  return { agency, mode };
}

/**
 * `POST /control/overlay`: changes one month's record (or the registration, with month null) from now on, as an
 * agency correcting itself would. Only keys the record has can be changed; besides, a month's record can be marked
 * `disputed: true`, as when its subject has lodged an objection that is not decided yet.
 */
export function setOverlay(world: World, body: unknown) {
  const { uscc, item: name, month, patch } = OverlayBody.parse(body);
  const item = Object.values(agencies)
    .flat<readonly (readonly Item[])[]>()
    .find((candidate) => candidate === name);
  const isRegistration = item === "registration" && month === null;
  const isMonth = item !== undefined && !publicItems.includes(item) && month !== null;
  if (!item || (!isRegistration && !isMonth)) throw new Refusal(400, "malformed");
  const { city, store } = world;
  const subject = getSubject(city, store, uscc);
  const at = month === null ? city.month : parseMonth(month);
  const [record] = recordsOf(city, store, subject, item, month === null ? "raw" : "monthly", {
    from: at,
    to: at,
  });
  const { disputed, ...changed } = patch ?? {};
  if (disputed !== undefined && (isRegistration || disputed !== true))
    throw new Refusal(400, "malformed");
  if (!record || Object.keys(changed).some((key) => !Object.hasOwn(record, key)))
    throw new Refusal(400, "malformed");
  store.setOverlay(uscc, item, month, patch);
  return { uscc, item, month, patch };
}
