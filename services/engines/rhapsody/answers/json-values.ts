import { LockstepError } from "#services/core/errors";

export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Reads a JSON answer, out of its envelope `{"data": …, "error": null}` where it has one.
 * @throws LockstepError `export-malformed`
 */
export function parseJsonAnswer(bytes: Uint8Array, origin: string): unknown {
  const answer = parse(bytes, origin);
  if (!isObject(answer) || !("data" in answer)) return answer;
  if (answer["error"] !== null && answer["error"] !== undefined) throw malformed(origin, "it tells an error");
  return answer["data"];
}

function parse(bytes: Uint8Array, origin: string): unknown {
  const text = new TextDecoder().decode(bytes);
  if (nesting(text) > MAX_NESTING) throw malformed(origin, "it is nested too deeply");
  try {
    return JSON.parse(text);
  } catch {
    throw malformed(origin, "it is not JSON");
  }
}

/** Folders within folders nest; whatever is deeper than this is made to exhaust a reader. */
const MAX_NESTING = 256;

function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isText = false;
  // No expression: over a long text one exhausts the stack.
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') isText = !isText;
    else if (isText) at += character === "\\" ? 1 : 0;
    else if (character === "{" || character === "[") deepest = Math.max(deepest, ++depth);
    else if (character === "}" || character === "]") depth -= 1;
  }
  return deepest;
}

function malformed(origin: string, reason: string): LockstepError {
  return new LockstepError("export-malformed", `${origin} is malformed: ${reason}.`);
}

/**
 * The objects of a list that an answer holds under a name, or is itself.
 * @throws LockstepError `export-malformed` where there is none, or something else in it
 */
export function objectsIn(data: unknown, name: string, origin: string): readonly JsonObject[] {
  const list = isObject(data) ? data[name] : data;
  if (!Array.isArray(list) || !list.every(isObject)) throw malformed(origin, `it holds no list of ${name}`);
  return list;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A text, number or switch as text; `undefined` for anything else. */
export function textIn(object: JsonObject, name: string): string | undefined {
  const value = Object.hasOwn(object, name) ? object[name] : undefined;
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

/** What identifies an item. @throws LockstepError `export-malformed` where it has none */
export function requiredText(object: JsonObject, name: string, origin: string): string {
  const text = textIn(object, name);
  if (text === undefined || text === "") throw malformed(origin, `an item has no ${name}`);
  return text;
}

export function listIn(object: JsonObject, name: string): readonly unknown[] {
  const list = Object.hasOwn(object, name) ? object[name] : undefined;
  return Array.isArray(list) ? list : [];
}
