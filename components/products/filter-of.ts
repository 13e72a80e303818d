import { ProductFilter } from "@/domain/products/facets";

type Params = Record<string, string | string[] | undefined>;

/** What an address asks for; what it asks wrongly is not asked at all. */
export function filterOf(params: Params): ProductFilter {
  const asked = {
    search: params.q,
    amount: params.amount,
    term: params.term,
    guarantee: params.guarantee,
    repayment: params.repayment,
    bank: params.bank,
    isFirstLoan: params.first === "1" || undefined,
    order: params.order,
  };
  const { shape } = ProductFilter;
  const filter: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(asked)) {
    const parsed = shape[name as keyof typeof shape].safeParse(value === "" ? undefined : value);
    if (parsed.success && parsed.data !== undefined && parsed.data !== "")
      filter[name] = parsed.data;
  }
  return ProductFilter.parse(filter);
}
