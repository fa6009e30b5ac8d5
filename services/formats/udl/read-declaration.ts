import { closingOf, findOutside, splitOutside, unquote } from "./balanced.js";
import type { ClassMember, MemberType } from "./class-definition.js";
import { sortFields } from "./fields.js";
import { formalSpec, withoutSpaces } from "./formal-spec.js";
import { listValue, readKeywords } from "./read-keywords.js";
import { tidyText } from "./tidy-text.js";

type Declared = Pick<ClassMember, "type" | "name" | "fields" | "parameters">;
type Entry = readonly [string, string];

/** What a member's first word makes of it. */
const WORDS: Readonly<Record<string, readonly [type: MemberType, ...fields: Entry[]]>> = {
  parameter: ["Parameter"],
  property: ["Property"],
  relationship: ["Property", ["Relationship", "1"]],
  index: ["Index"],
  foreignkey: ["ForeignKey"],
  projection: ["Projection"],
  trigger: ["Trigger"],
  query: ["Query"],
  method: ["Method"],
  classmethod: ["Method", ["ClassMethod", "1"]],
  clientmethod: ["Method", ["ClientMethod", "1"]],
  xdata: ["XData"],
  storage: ["Storage"],
};

/** The first words of lines that begin a member. */
export const MEMBER_START = new RegExp(`^(?:${Object.keys(WORDS).join("|")})\\s`, "i");

/** Reads a member's declaration, without its body. `undefined` where it is not one. */
export function readDeclaration(text: string): Declared | undefined {
  const [, word = "", name = "", rest = ""] =
    /^(\w+)\s+("(?:[^"]|"")+"|[%\p{L}\p{N}_.]+)([\s\S]*)$/u.exec(text.trim()) ?? [];
  const kind = WORDS[word.toLowerCase()];
  const declared = readKeywords(rest);
  if (kind === undefined || declared === undefined) return undefined;
  const [type, ...fixed] = kind;
  const said = readers[type](declared.before.trim(), declared.after.trim());
  if (said === undefined) return undefined;
  return {
    type,
    name: unquote(name),
    fields: sortFields([...fixed, ...said.fields, ...declared.keywords].filter(([, value]) => value !== "")),
    parameters: sortFields(said.parameters ?? []),
  };
}

interface Said {
  readonly fields: readonly Entry[];
  readonly parameters?: readonly Entry[];
}

/** By type: what stands before the keywords, and what after. */
const readers: Readonly<Record<MemberType, (before: string, after: string) => Said | undefined>> = {
  Parameter: readParameter,
  Property: (before) => readTyped(before),
  Projection: (before) => readTyped(before),
  Index: readIndex,
  ForeignKey: readForeignKey,
  Query: (before) => readCallable(before, "Type"),
  Method: (before) => readCallable(before, "ReturnType"),
  Trigger: nothing,
  XData: nothing,
  Storage: nothing,
};

function nothing(before: string): Said | undefined {
  return before === "" ? { fields: [] } : undefined;
}

function readParameter(before: string, after: string): Said | undefined {
  // Without keywords the value stands where they would begin.
  const equals = findOutside(before, "=");
  const typed = readTyped((equals < 0 ? before : before.slice(0, equals)).trim());
  const value = (equals < 0 ? after.replace(/^=/, "") : before.slice(equals + 1)).trim();
  if (typed === undefined) return undefined;
  if (value.startsWith("{")) return { fields: [...typed.fields, ["Expression", value.slice(1, -1).trim()]] };
  return { fields: [...typed.fields, ["Default", unquote(value)]] };
}

function readTyped(text: string, field = "Type"): Said | undefined {
  if (text === "") return { fields: [] };
  const [, collection = "", type = "", rest = ""] =
    /^As\s+(?:(\w+)\s+Of\s+)?([%\p{L}\p{N}_.]+)\s*([\s\S]*)$/iu.exec(text) ?? [];
  if (type === "") return undefined;
  const parameters = rest === "" ? [] : typeParameters(rest);
  if (parameters === undefined) return undefined;
  return {
    fields: [
      [field, type],
      ["Collection", collection.toLowerCase()],
    ],
    parameters,
  };
}

/** `(MAXLEN = 50, VALUELIST = ",A,B")`. */
function typeParameters(text: string): Entry[] | undefined {
  if (closingOf(text, 0) !== text.length - 1) return undefined;
  return splitOutside(text.slice(1, -1), ",").map((part) => {
    const equals = part.indexOf("=");
    const value = equals < 0 ? "" : part.slice(equals + 1).trim();
    return [part.slice(0, equals < 0 ? undefined : equals).trim(), unquote(value)];
  });
}

function readCallable(text: string, typeField: "Type" | "ReturnType"): Said | undefined {
  if (text === "") return { fields: [] };
  const end = closingOf(text, 0);
  if (end < 0) return undefined;
  const said = text.slice(end + 1).trim();
  const typed = readTyped(said, typeField);
  if (typed === undefined) return undefined;
  const spec: Entry = ["FormalSpec", formalSpec(tidyText(text.slice(1, end)))];
  if (typeField === "Type") return { ...typed, fields: [spec, ...typed.fields] };
  // An export keeps the parameters of a return type as one text.
  const inner = said.endsWith(")") ? said.slice(said.indexOf("(") + 1, -1) : "";
  return { fields: [spec, ...typed.fields, ["ReturnTypeParams", withoutSpaces(inner)]] };
}

function readIndex(text: string): Said | undefined {
  const columns = /^(?:\([\s\S]*?\)\s*)?On\s+([\s\S]+)$/i.exec(text)?.[1];
  if (columns === undefined) return text === "" ? { fields: [] } : undefined;
  const list = columns.startsWith("(") && closingOf(columns, 0) === columns.length - 1 ? columns.slice(1, -1) : columns;
  return { fields: [["Properties", indexProperties(list)]] };
}

/** `Ward As Exact, Age` → `Ward:Exact,Age`, the form of the XML export. */
export function indexProperties(list: string): string {
  const columns = splitOutside(list, ",").map((column) => column.replaceAll(/\s+/g, " ").replace(/ As /i, ":"));
  return withoutSpaces(columns.join(","));
}

function readForeignKey(text: string): Said | undefined {
  const [, own = "", referenced = "", key = ""] =
    /^\(([^)]*)\)\s*References\s+([%\p{L}\p{N}_.]+)\s*\(([^)]*)\)$/iu.exec(text) ?? [];
  if (referenced === "") return undefined;
  return {
    fields: [
      ["Properties", listValue(own)],
      ["ReferencedClass", referenced],
      ["ReferencedKey", key.trim()],
    ],
  };
}
