/** How a description is made ready for a validator. */
export interface SofteningOptions {
  /** `false`: every property may be left out. */
  readonly keepRequired: boolean;
}

/**
 * A copy of a description that a JSON Schema validator takes: `nullable` beside alternatives becomes an alternative (OpenAPI 3.0
 * allows it without a type, and two of GitHub's schemas have it so), and examples go.
 */
export function softened<Value>(value: Value, options: SofteningOptions): Value & Readonly<Record<string, unknown>> {
  return Object(copy(value, options));
}

function copy(value: unknown, options: SofteningOptions): unknown {
  if (Array.isArray(value)) return value.map((each) => copy(each, options));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value)
    .filter(
      ([key, inner]) =>
        key !== "examples" &&
        key !== "example" &&
        !(key === "required" && Array.isArray(inner) && !options.keepRequired),
    )
    .map(([key, inner]): [string, unknown] => [key, copy(inner, options)]);
  const result: Record<string, unknown> = Object.fromEntries(entries);
  return result["nullable"] === true && result["type"] === undefined ? orNull(result) : result;
}

function orNull({ nullable: _nullable, ...schema }: Record<string, unknown>): Record<string, unknown> {
  return { anyOf: [schema, { type: "null" }] };
}
