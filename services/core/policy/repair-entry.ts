import { Ajv, type ErrorObject } from "ajv";
import addFormats from "ajv-formats";
import type { Static, TSchema } from "typebox";

const ajv = addFormats.default(new Ajv({ allErrors: true, strict: false, verbose: true }), ["date-time"]);

/** An entry as it can be looked at. */
export interface RepairedEntry<T> {
  readonly entry: T;
  /** The places in the entry, such as `/nodes/1/role`, that were taken out or filled in: nothing is to be said of those. */
  readonly repaired: ReadonlySet<string>;
}

/**
 * Makes of an entry that does not fit one that can be looked at: what does not belong is taken out, a text that is lacking is filled
 * in. Nothing of it is in force. A text of the wrong form stays as it is, where the entry may be looked at with it.
 *
 * @returns `undefined` where too little is there
 */
export function repairEntry<T extends TSchema>(
  schema: T,
  written: unknown,
  { keepsForms = false }: { readonly keepsForms?: boolean } = {},
): RepairedEntry<Static<T>> | undefined {
  const entry: unknown = structuredClone(written);
  const repaired = new Set<string>();
  for (let round = 0; round < ROUNDS; round += 1) {
    if (ajv.validate(schema, entry)) return { entry: entry as Static<T>, repaired };
    const errors = (ajv.errors ?? []).filter(({ keyword }) => !(keepsForms && FORMS.has(keyword)));
    if (errors.length === 0) return { entry: entry as Static<T>, repaired };
    const found = errors.map((error) => mend(error, entry));
    if (found.every((place) => place === undefined)) return undefined;
    for (const place of found) if (place !== undefined) repaired.add(place);
  }
  return undefined;
}

/** What is taken out may be lacking then, at one depth after the other. */
const ROUNDS = 6;

const FORMS: ReadonlySet<string> = new Set(["pattern", "format", "minLength", "maxLength", "minimum", "maximum"]);

/** Takes out or fills in one thing, and gives its place; `undefined` where that cannot be done. */
function mend({ keyword, params, instancePath, parentSchema }: ErrorObject, entry: unknown): string | undefined {
  if (keyword === "additionalProperties") {
    return remove(entry, [...partsOf(instancePath), String(params["additionalProperty"])]);
  }
  if (keyword !== "required") return remove(entry, partsOf(instancePath));
  const missing = String(params["missingProperty"]);
  const around = valueAt(entry, partsOf(instancePath));
  const properties: unknown = parentSchema?.["properties"];
  const filler = fillerFor(missing, fieldOf(properties, missing));
  if (typeof around !== "object" || around === null || filler === undefined) return undefined;
  Reflect.set(around, missing, filler);
  return `${instancePath}/${missing}`;
}

/** Of a choice between words, the last. */
function fillerFor(key: string, schema: unknown): string | undefined {
  if (fieldOf(schema, "type") === "string" && fieldOf(schema, "pattern") === undefined) return `(no ${key})`;
  const choices: unknown = fieldOf(schema, "anyOf");
  const last: unknown = Array.isArray(choices) ? fieldOf(choices.at(-1), "const") : undefined;
  return typeof last === "string" ? last : undefined;
}

function remove(entry: unknown, parts: readonly string[]): string | undefined {
  const key = parts.at(-1);
  const around = valueAt(entry, parts.slice(0, -1));
  // An entry of a list keeps its place: the others are named by theirs.
  if (key === undefined || typeof around !== "object" || around === null || Array.isArray(around)) return undefined;
  return Reflect.deleteProperty(around, key) ? `/${parts.join("/")}` : undefined;
}

function partsOf(pointer: string): readonly string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function valueAt(value: unknown, parts: readonly string[]): unknown {
  return parts.reduce(fieldOf, value);
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
