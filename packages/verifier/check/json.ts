/** RFC 8785: members in the order of their UTF-16 code units, no spaces, numbers as ECMAScript writes them. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const object = value as Json;
    const names = Object.keys(object).toSorted();
    return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(object[name])}`).join(",")}}`;
  }
  if (typeof value === "number" && !Number.isFinite(value)) throw new Error("not JSON");
  if (typeof value === "string" && !value.isWellFormed()) throw new Error("not JSON");
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) throw new Error("not JSON");
  return text;
}

export type Json = Record<string, unknown>;

/** The object of a JSON text; throws where it is anything else. */
export const parseObject = (text: string): Json => asObject(JSON.parse(text));

/** The same value, known to be an object; throws where it is anything else. */
export function asObject(value: unknown): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error("not an object");
  return value as Json;
}

/** A member that must be text; throws where it is not. */
export function textOf(object: Json, name: string): string {
  const value = object[name];
  if (typeof value !== "string") throw new Error(`${name} is not text`);
  return value;
}

/** A member that counts something, written in decimal digits. */
export function countOf(object: Json, name: string): bigint {
  const text = textOf(object, name);
  if (!/^(0|[1-9]\d{0,18})$/.test(text)) throw new Error(`${name} is not a count`);
  return BigInt(text);
}

/** A member that is a list of texts. */
export function textsOf(object: Json, name: string): string[] {
  const value = object[name];
  if (!Array.isArray(value) || !value.every((one) => typeof one === "string"))
    throw new Error(`${name} is not a list`);
  return value;
}

/** A member that is an object; throws where it is not. */
export const objectOf = (object: Json, name: string): Json => asObject(object[name]);
