import { formatDay, formatMonth } from "../city/calendar";
import { asOfDay } from "../city/city";
import { usccOf } from "../city/enterprise";
import { covering, requireCover, type Artefact } from "./artefact";
import { HoldingsBody, PersonBody, PredicateBody, QueryBody } from "./bodies";
import { agencies, served, type Agency, type Item } from "./catalogue";
import { answerFrom, findQuestion } from "./predicates";
import { getPublicFile, holdingOf, recordsOf } from "./records";
import { Refusal } from "./refusal";
import { getSubject } from "./subject";
import type { World } from "./world";

/** Invoices in one answer. */
const page = 500;

type Asked = { agency: Agency; authorization: string | undefined; body: unknown };

/** `POST /agencies/{agency}/holdings`: what is held, without a value. A consent sees its own items, an inquiry all. */
export async function answerHoldings(world: World, { agency, authorization, body }: Asked) {
  const artefact = await world.verify(authorization, world.now());
  const { uscc, call } = HoldingsBody.parse(body);
  requireEnterprise(artefact, uscc);
  const items = agencies[agency].filter(
    (item) =>
      artefact.kind === "inquiry" ||
      covering(artefact, item, "data").length + covering(artefact, item, "predicate").length > 0,
  );
  if (items.length === 0) throw new Refusal(403, "item_not_covered");
  const subject = getSubject(world.city, world.store, uscc);
  spendCall(world, call);
  const held = items.map((item) => holdingOf(world.city, world.store, subject, item));
  return { uscc: spoken(world, agency, uscc), items: held.filter((holding) => holding !== null) };
}

/** `POST /agencies/{agency}/query`: the records of one item and span of months. */
export async function answerQuery(world: World, { agency, authorization, body }: Asked) {
  const artefact = await world.verify(authorization, world.now());
  const query = QueryBody.parse(body);
  const { uscc, granularity, from, to } = query;
  const item = itemOf(agency, query.item);
  requireEnterprise(artefact, uscc);
  if (served(item).length === 0) throw new Refusal(403, "item_not_covered");
  if (!served(item).includes(granularity)) throw new Refusal(400, "malformed");
  requireCover(artefact, { item, kind: "data", from: formatMonth(from), to: formatMonth(to) });
  const subject = getSubject(world.city, world.store, uscc);
  spendCall(world, query.call);
  const records = recordsOf(world.city, world.store, subject, item, granularity, { from, to });
  const start = Number(query.cursor ?? 0);
  const end = start + page;
  return {
    agency,
    uscc: spoken(world, agency, uscc),
    item,
    batch: `${item}-${formatMonth(world.city.month)}`,
    asOf: asOf(world),
    records: records.slice(start, end),
    next: end < records.length ? String(end) : null,
  };
}

/**
 * `POST /agencies/{agency}/predicate`: a registered question, computed here; the data stays. Another
 * threshold of the same figure within the month is refused, whoever asks: two would bracket it.
 */
export async function answerPredicate(world: World, { agency, authorization, body }: Asked) {
  const artefact = await world.verify(authorization, world.now());
  const { uscc, item: asked, question: name, call } = PredicateBody.parse(body);
  const item = itemOf(agency, asked);
  requireEnterprise(artefact, uscc);
  const question = findQuestion(name, item);
  if (!question) throw new Refusal(422, "question_unknown");
  const { city, store } = world;
  const window = { from: city.month - question.months + 1, to: city.month };
  const period = { from: formatMonth(window.from), to: formatMonth(window.to) };
  requireCover(artefact, { item, kind: "predicate", ...period });
  const subject = getSubject(city, store, uscc);
  const { threshold } = question;
  if (threshold) {
    const family = `${item} ${threshold.unit}`;
    if (!store.admitThreshold(uscc, family, period.to, threshold.value))
      throw new Refusal(403, "probing_refused");
  }
  spendCall(world, call);
  const held = recordsOf(city, store, subject, item, "monthly", window);
  return {
    agency,
    uscc: spoken(world, agency, uscc),
    question: name,
    answer: answerFrom(question, held),
    period,
    asOf: asOf(world),
  };
}

/** `GET /agencies/market_regulation/enterprises/{uscc}`: the registration with the public items; no consent needed. */
export function answerEnterprise(world: World, uscc: string) {
  const file = getPublicFile(world.city, world.store, getSubject(world.city, world.store, uscc));
  const { registration, ...rest } = file;
  return { ...registration, uscc: spoken(world, "market_regulation", uscc), ...rest };
}

/** `POST /agencies/market_regulation/verify-person`: whether name and identity number are the representative's. */
export function answerPerson(world: World, body: unknown) {
  const { uscc, name, idNumber } = PersonBody.parse(body);
  const subject = getSubject(world.city, world.store, uscc);
  const { registration } = getPublicFile(world.city, world.store, subject);
  const match =
    subject.kind === "generated" &&
    registration.legalRepresentative === name &&
    subject.enterprise.idNumber === idNumber.toUpperCase();
  return { match };
}

/** The instant the answer is complete to; never later than the clock. */
function asOf({ city, now }: World): string {
  const complete = Date.parse(`${formatDay(asOfDay(city))}T00:00:00+08:00`);
  return new Date(Math.min(complete, now().getTime())).toISOString();
}

function itemOf(agency: Agency, name: string): Item {
  const items: readonly Item[] = agencies[agency];
  const item = items.find((candidate) => candidate === name);
  if (!item) throw new Refusal(400, "malformed");
  return item;
}

function requireEnterprise(artefact: Artefact, uscc: string): void {
  if (artefact.enterprise !== uscc) throw new Refusal(403, "enterprise_mismatch");
}

function spendCall(world: World, call: string): void {
  if (!world.store.useCall(call, world.now())) throw new Refusal(403, "call_replayed");
}

/** The code in the answer: in fault mode "wrong_enterprise" somebody else's. */
function spoken(world: World, agency: Agency, uscc: string): string {
  if (world.faults.get(agency) !== "wrong_enterprise") return uscc;
  const other = usccOf(world.city, 0);
  return other === uscc ? usccOf(world.city, 1) : other;
}
