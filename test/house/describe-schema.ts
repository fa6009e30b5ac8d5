interface SchemaNode {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly const?: unknown;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
}

/**
 * Writes a schema as Markdown: a section for each object, a row for each key, in the order of the schema.
 * `defaults` holds what is in force where a key of the outermost object is left out.
 */
export function describeSchema(
  schema: unknown,
  title: string,
  defaults: Readonly<Record<string, unknown>> = {},
): readonly string[] {
  const plain: SchemaNode = JSON.parse(JSON.stringify(schema));
  const properties = Object.entries(plain.properties ?? {}).map(([key, value]) => [
    key,
    key in defaults ? { ...value, default: defaults[key] } : value,
  ]);
  const required = plain.required?.filter((key) => !(key in defaults)) ?? [];
  return describeObject({ ...plain, properties: Object.fromEntries(properties), required }, title, 2);
}

function describeObject(schema: SchemaNode, title: string, depth: number): readonly string[] {
  const properties = Object.entries(schema.properties ?? {});
  const inner = properties.flatMap(([key, value]) => {
    const object = objectWithin(value);
    return object === undefined ? [] : describeObject(object, `${title} › ${key}`, depth + 1);
  });
  return [
    `${"#".repeat(Math.min(depth, 4))} ${title}`,
    "",
    "| key | type | given | meaning |",
    "|---|---|---|---|",
    ...properties.map(([key, value]) => describeKey(key, value, schema.required?.includes(key) === true)),
    "",
    ...inner,
  ];
}

function objectWithin(schema: SchemaNode): SchemaNode | undefined {
  const candidate = schema.items ?? schema;
  return candidate.properties === undefined || isKeyedByNumber(candidate) ? undefined : candidate;
}

/** A map from tier to something is one row, not a section of four. */
function isKeyedByNumber({ properties }: SchemaNode): boolean {
  return Object.keys(properties ?? {}).every((key) => /^\d+$/.test(key));
}

function describeKey(key: string, schema: SchemaNode, isRequired: boolean): string {
  const given = isRequired
    ? "always"
    : schema.default === undefined
      ? "if wanted"
      : `default \`${JSON.stringify(schema.default)}\``;
  const meaning = schema.description ?? (objectWithin(schema) === undefined ? "" : "see below");
  return `| \`${key}\` | ${describeType(schema)} | ${given} | ${meaning} |`;
}

function describeType(schema: SchemaNode): string {
  if (schema.anyOf !== undefined) return schema.anyOf.map(describeType).join(", ");
  if (schema.const !== undefined)
    return `\`${typeof schema.const === "string" ? schema.const : JSON.stringify(schema.const)}\``;
  if (schema.items !== undefined) return describeList(schema.items);
  if (schema.type === "string") return "text";
  if (schema.type === "boolean") return "`true`, `false`";
  if (schema.type === "object") return describeObjectType(schema);
  return `${schema.type === "integer" ? "whole number" : "number"}${range(schema)}`;
}

function describeList(items: SchemaNode): string {
  const choices = items.anyOf;
  return choices === undefined ? `list of ${describeType(items)}s` : `list of any of ${describeType(items)}`;
}

function describeObjectType(schema: SchemaNode): string {
  const [first] = Object.values(schema.properties ?? {});
  if (first === undefined) return "map";
  return isKeyedByNumber(schema)
    ? `map from ${Object.keys(schema.properties ?? {}).join(", ")} to ${describeType(first)}`
    : "object";
}

function range({ minimum, maximum }: SchemaNode): string {
  if (minimum === undefined) return "";
  return maximum === undefined ? ` ≥ ${minimum}` : ` ${minimum}–${maximum}`;
}
