import type { z } from "zod";

/** As much of zod's inner form as walking it takes. */
type Def = {
  type: string;
  shape?: Record<string, z.ZodType>;
  catchall?: z.ZodType;
  element?: z.ZodType;
  innerType?: z.ZodType;
  options?: z.ZodType[];
  items?: z.ZodType[];
  valueType?: z.ZodType;
  getter?: () => z.ZodType;
  in?: z.ZodType;
  out?: z.ZodType;
  entries?: Record<string, string>;
  values?: unknown[];
  format?: string;
};
export const defOf = (schema: z.ZodType) => schema.def as unknown as Def;

const leaves = new Set(
  "string number int bigint boolean date enum literal null undefined custom".split(" "),
);

/** The schemas directly inside a schema, each with its step of the path. */
function partsOf(schema: z.ZodType): [string, z.ZodType][] {
  const def = defOf(schema);
  if (def.shape) return Object.entries(def.shape);
  if (def.options) return def.options.map((option, index) => [`|${index}`, option]);
  if (def.items) return def.items.map((item, index) => [`${index}`, item]);
  if (def.getter) return [["", def.getter()]];
  // What comes out of a transformation is not described; what went in is.
  // Anything is let in where what it is piped into describes all that gets through.
  if (def.type === "pipe") {
    const isDescribed =
      defOf(def.in!).type === "unknown" && !["transform", "unknown"].includes(defOf(def.out!).type);
    return (isDescribed ? [def.out!] : [def.in!, def.out!]).map((end) => ["", end]);
  }
  const inner = def.element ?? def.valueType ?? def.innerType;
  return inner ? [[def.element || def.valueType ? "[]" : "", inner]] : [];
}

/** Every schema within a schema, once, with where it stands. */
function* walk(
  schema: z.ZodType,
  path = "",
  seen = new Set<z.ZodType>(),
): Generator<[path: string, schema: z.ZodType]> {
  if (seen.has(schema)) return;
  seen.add(schema);
  yield [path, schema];
  for (const [step, part] of partsOf(schema))
    yield* walk(part, step && path ? `${path}.${step}` : path + step, seen);
}

/** Where a schema lets through what nobody named: objects with more keys, and values of any kind. */
export function looseParts(schema: z.ZodType): string[] {
  return [...walk(schema)].flatMap(([path, part]) => {
    const { type, catchall } = defOf(part);
    if (type === "object")
      return catchall && defOf(catchall).type === "never" ? [] : [`${path}: object not strict`];
    if (type === "unknown" || type === "any") return [`${path}: ${type}`];
    if (type === "transform") return [];
    return leaves.has(type) || partsOf(part).length > 0 ? [] : [`${path}: ${type} not understood`];
  });
}

/** Where a schema takes an id. */
export const uuidsIn = (schema: z.ZodType): string[] =>
  [...walk(schema)]
    .filter(([, part]) => defOf(part).format === "uuid")
    .map(([path]) => path.replace(/^\|\d+\./, ""));

/** An input the schema takes: named values as given, the rest as plain as they may be. Throws where it cannot tell. */
export function exampleOf(schema: z.ZodType, given: Record<string, unknown>): unknown {
  const tried = candidates(schema, given).map((candidate) => ({
    candidate,
    result: schema.safeParse(candidate),
  }));
  const found = tried.find(({ result }) => result.success);
  if (found) return found.candidate;
  const problems = tried.flatMap(({ result }) => result.error?.issues ?? []);
  throw new Error(
    `say what to send: ${problems.map(({ path, message }) => `${path.join(".")} ${message}`).join("; ")}`,
  );
}

function candidates(schema: z.ZodType, given: Record<string, unknown>): unknown[] {
  const { shape, options } = defOf(schema);
  if (options) return options.flatMap((option) => candidates(option, given));
  if (!shape) return [plain(schema)];
  const filled = Object.entries(shape).map(([key, part]) => [
    key,
    // A list of ids is named by what stands in it, and sent with one.
    key in given ? given[key] : `${key}.[]` in given ? [given[`${key}.[]`]] : plain(part),
  ]);
  return [Object.fromEntries(filled.filter(([, value]) => value !== undefined))];
}

function plain(schema: z.ZodType): unknown {
  const { type, entries, values, element, innerType, in: from } = defOf(schema);
  if (type === "optional") return undefined;
  if (innerType) return plain(innerType);
  if (from) return plain(from);
  if (entries) return Object.values(entries)[0];
  if (values) return values[0];
  if (element) return [];
  return { bigint: 1n, number: 1, boolean: false, string: "plain text" }[type];
}
