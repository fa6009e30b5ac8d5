import { holds, isRecord, parsePlace, type Step, textOf, valuesAt } from "./place.js";

/** Every single value at some places, as text, in their order. */
export function textsAt(value: unknown, places: readonly string[]): readonly string[] {
  return places.flatMap((place) => valuesAt(value, parsePlace(place)).flatMap((found) => textOf(found) ?? []));
}

/** The first text at some places that is more than blanks; `null` where there is none. */
export function firstText(value: unknown, places: readonly string[]): string | null {
  return textsAt(value, places).find((text) => text.trim() !== "") ?? null;
}

/** The same value with what stands at a place replaced; what becomes `undefined` is left out. */
export function changeAt(
  value: unknown,
  [step, ...rest]: readonly Step[],
  change: (found: unknown) => unknown,
): unknown {
  if (step === undefined) return change(value);
  if (step.type === "field") {
    if (!isRecord(value) || !Object.hasOwn(value, step.name)) return value;
    const { [step.name]: inner, ...others } = value;
    const changed = changeAt(inner, rest, change);
    return changed === undefined ? others : { ...value, [step.name]: changed };
  }
  if (!Array.isArray(value)) return value;
  return value.flatMap((entry: unknown) => {
    const changed = step.type === "each" || holds(entry, step) ? changeAt(entry, rest, change) : entry;
    return changed === undefined ? [] : [changed];
  });
}

/** The same value with a text put at a place; the fields on the way are made where they are not. */
export function putAt(value: unknown, [step, ...rest]: readonly Step[], text: string | null): unknown {
  if (step === undefined) return text;
  if (step.type === "field") {
    const record = isRecord(value) ? value : {};
    const inner = Object.hasOwn(record, step.name) ? record[step.name] : undefined;
    return { ...record, [step.name]: putAt(inner, rest, text) };
  }
  if (!Array.isArray(value)) return value;
  return value.map((entry: unknown) => (step.type === "each" || holds(entry, step) ? putAt(entry, rest, text) : entry));
}
