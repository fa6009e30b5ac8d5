import type { LabelSegment } from "#services/core/dialect";
import { KIND_TITLES, type Kind } from "./kinds.js";

/** Nodes that hold others and that nobody names: the label goes straight to what is inside. */
const SILENT: ReadonlySet<string> = new Set([
  "Parameters",
  "Properties",
  "Methods",
  "Queries",
  "Indices",
  "ForeignKeys",
  "Triggers",
  "Projections",
  "XDatas",
  "Storages",
  "TypeParameters",
  "Keywords",
  "ruleDefinition",
  "transform",
  "process",
  "sequence",
  "true",
  "Others",
]);

const TITLES: Readonly<Record<string, string>> = {
  "#name": "Type",
  "#order": "Order",
  "#structure": "Form",
  "#text": "Text",
  ActorPoolSize: "Actor pool size",
  ClassName: "Class",
  LogGeneralTraceEvents: "Log general trace events",
  LogTraceEvents: "Log trace events",
  PoolSize: "Pool size",
  TestingEnabled: "Testing enabled",
  Super: "Superclasses",
  FormalSpec: "Arguments",
  ReturnType: "Return type",
  Implementation: "Code",
  SqlQuery: "Statement",
  XData: "XData block",
  Setting: "Setting",
  ruleSet: "Rule set",
  rule: "Rule",
  constraint: "Constraint",
  send: "Send to",
  when: "When",
  otherwise: "Otherwise",
  assign: "Assign",
  subtransform: "Subtransform",
  foreach: "For each",
  false: "Else",
  call: "Call",
  code: "Code",
  sql: "SQL",
  effectiveBegin: "Effective from",
  effectiveEnd: "Effective until",
  sourceClass: "Source class",
  targetClass: "Target class",
  sourceDocType: "Source document type",
  targetDocType: "Target document type",
  MatchRoles: "Matching roles",
  NameSpace: "Namespace",
  AutheEnabled: "Authentication methods",
  DispatchClass: "Dispatch class",
};

/** What a member of a collection is called, where its key says it alone. */
const QUOTED: ReadonlyMap<string, string> = new Map([
  ["entry", ""],
  ["Setting", ""],
  ["database", "Database"],
  ["item", ""],
]);

/**
 * Says where a change is, in the words of the engine's own screens: `Adapter › Port`,
 * `Rule 'ADT to PAS' › When › Condition`, `Assign 'target.{MSH:9.1}' › Value`. For a whole artefact, its kind.
 */
export function labelPath(kind: string, segments: readonly LabelSegment[]): string {
  const isSettings = kind === "production" || kind === "production-item";
  const parts = segments.flatMap((segment, index) => {
    if (SILENT.has(segment.name) && segment.key === segment.name) return [];
    // The name of a setting is the site's word for it, and stays as it is.
    if (isSettings && index === 1) return [segment.key];
    if (segment.name === "entry" && kind !== "lookup-table") return [segment.key];
    return [partFor(segment)];
  });
  // A setting that only the defaults know belongs to no group that has a name.
  const said = parts.filter((part) => part !== "");
  if (kind === "lookup-table" && said.length > 0) return `Key ${said.join(" › ")}`;
  return said.length > 0 ? said.join(" › ") : (KIND_TITLES[kind as Kind] ?? titleOf(kind));
}

function partFor({ name, key }: LabelSegment): string {
  const title = QUOTED.get(name) ?? titleOf(name);
  const identity = identityIn(name, key);
  if (identity === "") return title;
  if (/^#\d+$/.test(identity)) return `${title} ${identity.slice(1)}`.trim();
  return `${title} '${identity}'`.trim();
}

/** What a key says beyond the element's name: `ADT_Out` of `send ADT_Out`, `#2` of `when#2`. */
function identityIn(name: string, key: string): string {
  if (key === name) return "";
  if (key.startsWith(`${name} `)) return key.slice(name.length + 1);
  return key.startsWith(`${name}#`) ? key.slice(name.length) : key;
}

/** `@effectiveBegin` → `Effective from`, `CallInterval` → `Call interval`. */
function titleOf(name: string): string {
  const plain = name.replace(/^@/, "");
  const known = Object.hasOwn(TITLES, plain) ? TITLES[plain] : undefined;
  if (known !== undefined) return known;
  const words = plain
    .replaceAll(/([a-z\d])([A-Z])/g, "$1 $2")
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .replaceAll(/[_-]+/g, " ")
    .split(" ")
    .map((word) => (/^[A-Z\d]{2,}$/.test(word) ? word : word.toLowerCase()))
    .join(" ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
