import { formatMonth, monthOfDay, parseDay, type MonthIndex } from "../city/calendar";
import type { City } from "../city/city";
import { closedIn } from "../city/condition";
import { housingFund } from "../city/housing-fund";
import { summarizeInvoices } from "../city/invoice-summary";
import { monthInvoices, Partners, type Invoice } from "../city/invoices";
import { yuan } from "../city/payments";
import { publicFile, type PublicFile } from "../city/registry";
import { representativeInsurance } from "../city/representative";
import { socialInsurance } from "../city/social-insurance";
import { taxDeclaration } from "../city/tax";
import { utilityUsage } from "../city/utilities";
import { importedInvoices, importedPublicFile, importedSpan } from "../store/imported";
import type { Store } from "../store/store";
import { publicItems, type Item } from "./catalogue";
import type { Subject } from "./subject";

type JsonRecord = Record<string, unknown>;
export type Window = { from: MonthIndex; to: MonthIndex };

/** Months an agency keeps. */
const kept = 42;

/** The months an agency holds of an item, or null if it holds nothing. */
function heldWindow(city: City, store: Store, subject: Subject, item: Item): Window | null {
  if (subject.kind === "imported")
    return item === "vat_invoices" ? importedSpan(city, store, subject.imported) : null;
  const { enterprise, condition } = subject;
  const { holds } = enterprise;
  const isHeld =
    item === "tax_declarations" ||
    (item === "vat_invoices" && holds.invoices) ||
    ((item === "social_insurance" || item === "representative_insurance") && holds.insurance) ||
    (item === "housing_fund" && holds.fund) ||
    (item === "water_usage" && holds.water) ||
    (item === "gas_usage" && holds.gas) ||
    (item === "electricity_usage" && holds.electricity);
  const closed = closedIn(condition);
  const from = Math.max(condition.from, city.month - kept + 1);
  const to = Math.min(city.month, closed === null ? city.month : closed + 1);
  return isHeld && from <= to ? { from, to } : null;
}

/** The public file with the overlay's changes laid over its registration. */
export function getPublicFile(city: City, store: Store, subject: Subject): PublicFile {
  const file =
    subject.kind === "generated"
      ? publicFile(city, subject.enterprise, subject.condition)
      : importedPublicFile(city, store, subject.imported);
  const patch = store.overlay(subject.uscc, "registration").get("");
  return patch ? { ...file, registration: { ...file.registration, ...patch } } : file;
}

/** The records of an item, oldest first, with the overlay applied; void invoices and gaps included as they are. */
export function recordsOf(
  city: City,
  store: Store,
  subject: Subject,
  item: Item,
  granularity: "monthly" | "raw",
  asked: Window,
): JsonRecord[] {
  if (publicItems.includes(item)) return publicRecords(getPublicFile(city, store, subject), item);
  const held = heldWindow(city, store, subject, item);
  if (!held) return [];
  const from = Math.max(held.from, asked.from);
  const to = Math.min(held.to, asked.to);
  if (item === "vat_invoices" && granularity === "raw")
    return invoicesOf(city, store, subject, { from, to }).map(wireInvoice);
  const overlay = store.overlay(subject.uscc, item);
  const monthly =
    item === "vat_invoices"
      ? invoiceSummaries(city, store, subject, { from, to })
      : generatedMonths(city, subject, item, { from, to });
  return overlay.size === 0
    ? monthly
    : monthly.map((record) => ({ ...record, ...overlay.get(String(record["month"])) }));
}

function generatedMonths(
  city: City,
  subject: Subject,
  item: Item,
  { from, to }: Window,
): JsonRecord[] {
  if (subject.kind === "imported") return [];
  const { enterprise, condition } = subject;
  const records: JsonRecord[] = [];
  for (let month = from; month <= to; month += 1) {
    const record =
      item === "tax_declarations"
        ? taxDeclaration(city, enterprise, condition, month)
        : item === "social_insurance"
          ? socialInsurance(city, enterprise, condition, month)
          : item === "representative_insurance"
            ? representativeInsurance(city, enterprise, condition, month)
            : item === "housing_fund"
              ? housingFund(city, enterprise, condition, month)
              : item === "water_usage"
                ? utilityUsage(city, enterprise, condition, "water", month)
                : item === "gas_usage"
                  ? utilityUsage(city, enterprise, condition, "gas", month)
                  : utilityUsage(city, enterprise, condition, "electricity", month);
    if (record) records.push(record);
  }
  return records;
}

function invoicesOf(city: City, store: Store, subject: Subject, { from, to }: Window): Invoice[] {
  if (subject.kind === "imported") return importedInvoices(city, store, subject.imported, from, to);
  const { enterprise, condition } = subject;
  const partners = new Partners(city, enterprise);
  const invoices: Invoice[] = [];
  for (let month = from; month <= to; month += 1)
    for (const direction of ["issued", "received"] as const)
      invoices.push(...monthInvoices(city, enterprise, condition, direction, month, partners));
  return invoices;
}

function invoiceSummaries(
  city: City,
  store: Store,
  subject: Subject,
  window: Window,
): JsonRecord[] {
  const byMonth = new Map<string, { issued: Invoice[]; received: Invoice[] }>();
  for (let month = window.from; month <= window.to; month += 1)
    byMonth.set(formatMonth(month), { issued: [], received: [] });
  for (const invoice of invoicesOf(city, store, subject, window))
    byMonth.get(invoice.on.slice(0, 7))?.[invoice.direction].push(invoice);
  return [...byMonth].map(([month, { issued, received }]) =>
    summarizeInvoices(month, issued, received),
  );
}

function wireInvoice(invoice: Invoice): JsonRecord {
  const { amount, tax, total } = invoice;
  return { ...invoice, amount: yuan(amount), tax: yuan(tax), total: yuan(total) };
}

function publicRecords(file: PublicFile, item: Item): JsonRecord[] {
  if (item === "registration") return [file.registration];
  if (item === "key_people") return file.keyPeople;
  if (item === "penalties") return file.penalties;
  return item === "abnormal_lists" ? file.abnormalLists : file.taxCreditGrades;
}

/** What an agency says it holds of an item, or null. */
export function holdingOf(city: City, store: Store, subject: Subject, item: Item) {
  if (publicItems.includes(item)) {
    const file = getPublicFile(city, store, subject);
    const records = publicRecords(file, item).length;
    const from = formatMonth(monthOfDay(parseDay(file.registration.establishedOn)));
    return records === 0 ? null : { item, from, to: formatMonth(city.month), records };
  }
  const held = heldWindow(city, store, subject, item);
  if (!held) return null;
  const records = held.to - held.from + 1;
  return { item, from: formatMonth(held.from), to: formatMonth(held.to), records };
}
