/** One step of a place: a field, every entry of a list, or those entries whose field holds a word. */
export type Step =
  | { readonly type: "field"; readonly name: string }
  | { readonly type: "each" }
  | { readonly type: "where"; readonly field: string; readonly word: string };

const WHERE = /^\[([^=\]]+)=([^\]]*)\]$/;

/** Reads a place as mappings write it: `/ticket/customfields/[name=Planned start]/value`. */
export function parsePlace(place: string): readonly Step[] {
  return place
    .split("/")
    .slice(1)
    .map((segment): Step => {
      if (segment === "*") return { type: "each" };
      const [, field, word] = WHERE.exec(segment) ?? [];
      return field === undefined || word === undefined
        ? { type: "field", name: segment }
        : { type: "where", field, word };
    });
}

/** Every value that stands at a place, in its order there; nothing where the answer has another form. */
export function valuesAt(value: unknown, [step, ...rest]: readonly Step[]): readonly unknown[] {
  if (step === undefined) return value === undefined || value === null ? [] : [value];
  return enter(value, step).flatMap((inner) => valuesAt(inner, rest));
}

/** What a step leads to. */
export function enter(value: unknown, step: Step): readonly unknown[] {
  if (step.type === "field") {
    return isRecord(value) && Object.hasOwn(value, step.name) ? [value[step.name]] : [];
  }
  if (!Array.isArray(value)) return [];
  if (step.type === "each") return value;
  return value.filter((entry) => holds(entry, step));
}

/** Whether an entry is one of those that a `where` step names. */
export function holds(entry: unknown, { field, word }: { readonly field: string; readonly word: string }): boolean {
  return isRecord(entry) && Object.hasOwn(entry, field) && textOf(entry[field]) === word;
}

/** The text of a single value; `null` for nothing and for what is no single value. */
export function textOf(value: unknown): string | null {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : null;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
