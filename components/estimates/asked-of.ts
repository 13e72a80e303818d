import { parseAmount } from "@/components/format/parse-amount";
import { EstimateInput } from "@/domain/estimates/schema";

type Params = Record<string, string | string[] | undefined>;
const askedFields = ["section", "size", "employees", "amount", "term"] as const;
type Field = (typeof askedFields)[number];

const namesOf: Record<Field, keyof EstimateInput> = {
  section: "industrySection",
  size: "size",
  employees: "employees",
  amount: "amount",
  term: "termMonths",
};
/** Amounts are typed in 万元; what is no number is kept, so that the schema refuses it by name. */
const readers: Record<Field, (text: string) => unknown> = {
  section: (text) => text,
  size: (text) => text,
  employees: wholeNumber,
  amount: (text) => parseAmount(text, "wan") ?? text,
  term: wholeNumber,
};

/** What an address asks for: each part as typed, and which of them cannot be used. */
export function askedOf(params: Params) {
  const typed = Object.fromEntries(
    askedFields.map((name) => [name, textOf(params[name])]),
  ) as Record<Field, string>;
  const input: Record<string, unknown> = {};
  const wrong = new Set<Field>();
  for (const field of askedFields) {
    if (typed[field] === "") continue;
    const parsed = EstimateInput.shape[namesOf[field]].safeParse(readers[field](typed[field]));
    if (parsed.success) input[namesOf[field]] = parsed.data;
    else wrong.add(field);
  }
  return { typed, wrong, input: EstimateInput.parse(input) };
}

const textOf = (value: string | string[] | undefined) =>
  (typeof value === "string" ? value : "").trim().slice(0, 40);

function wholeNumber(text: string): number | string {
  const plain = text.normalize("NFKC");
  return /^\d{1,8}$/u.test(plain) ? Number(plain) : text;
}
