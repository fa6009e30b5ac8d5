import type { FieldRule, RawNode } from "#services/core/dialect";
import { droppedAttributes } from "./dropped-attributes.js";
import { isSecretField } from "./is-secret-field.js";
import { attributeOf, childOf } from "./raw-nodes.js";
import { stepKey } from "./step-key.js";
import { textFileExtension } from "./text-file-extension.js";
import { volatility } from "./volatility.js";

/** Says what a field is; `ancestors` runs from the artefact's root to the parent. */
export function fieldRule(kind: string, node: RawNode, ancestors: readonly RawNode[]): FieldRule {
  const volatile = volatility(kind, node, ancestors);
  if (volatile !== undefined) return { volatile };
  const dropAttributes = isDefinition(kind, node, ancestors) ? { dropAttributes: droppedAttributes(kind, node) } : {};
  if (node.children.length > 0) return { ...branchRule(kind, node, ancestors), ...dropAttributes };
  return { ...leafRule(kind, node, ancestors), ...dropAttributes };
}

/** The elements that hold the definition of a rule, a transformation or a process. */
const DEFINITIONS: ReadonlySet<string> = new Set(["ruleDefinition", "transform", "process"]);

function isDefinition(kind: string, node: RawNode, ancestors: readonly RawNode[]): boolean {
  return (kind === "rule" || kind === "dtl" || kind === "bpl") && DEFINITIONS.has((ancestors[1] ?? node).name);
}

function leafRule(kind: string, node: RawNode, ancestors: readonly RawNode[]): FieldRule {
  const secret = isSecretField(kind, node, ancestors);
  if (secret) return { secret };
  return { ...(secret === undefined ? {} : { secret }), ...contentRule(node, ancestors) };
}

function contentRule(node: RawNode, ancestors: readonly RawNode[]): FieldRule {
  // Globals hold data, perhaps of patients.
  if (node.name === "DataBase64") return { template: "base64" };
  if (node.name === "Data" && ancestors.at(-1)?.name === "Node") return { template: "text" };
  const file = textFileExtension(node, ancestors);
  return file === undefined ? {} : { file };
}

/** Groups of a class whose order means nothing. */
const GROUPS: ReadonlySet<string> = new Set([
  "Parameters",
  "Methods",
  "Queries",
  "Indices",
  "ForeignKeys",
  "Triggers",
  "Projections",
  "XDatas",
  "Storages",
  "TypeParameters",
]);

function branchRule(kind: string, node: RawNode, ancestors: readonly RawNode[]): FieldRule {
  if (GROUPS.has(node.name)) return SET_BY_NAME;
  if (node.name === "Properties") return LIST_BY_NAME;
  if (ancestors.some(({ name }) => name === "Storages")) return SET_BY_STEP;
  if (kind === "message-schema" && ancestors.length === 0) return SET_BY_STEP;
  if (kind === "task" && node.name === "Settings") return SET_BY_COLUMN;
  if (isRecord(kind, node, ancestors)) return {};
  return COLLECTIONS[kind] ?? (ancestors[0]?.name === "row" ? SET_OF_ITEMS : LIST_OF_STEPS);
}

const SET_BY_NAME: FieldRule = { unordered: true, childKey: (child) => attributeOf(child, "name") };
const LIST_BY_NAME: FieldRule = { list: true, childKey: (child) => attributeOf(child, "name") };
const SET_BY_COLUMN: FieldRule = { unordered: true, childKey: (child) => child.name };
const SET_BY_STEP: FieldRule = { unordered: true, childKey: stepKey };
const LIST_OF_STEPS: FieldRule = { list: true, childKey: stepKey };
const SET_BY_KEY: FieldRule = { unordered: true, childKey: (child) => attributeOf(child, "key") };

/** A resource of a role is known by its name, a role by its text. */
const SET_OF_ITEMS: FieldRule = { unordered: true, childKey: (child) => childOf(child, "Name")?.text };

/** Collections of kinds that hold nothing but one. */
const COLLECTIONS: Readonly<Record<string, FieldRule>> = {
  "lookup-table": SET_BY_KEY,
  "cpf-section": SET_BY_KEY,
  "web-gateway": SET_BY_KEY,
  "namespace-databases": SET_BY_NAME,
};

/** Nodes whose children have names of their own, so that a path reads without positions. */
function isRecord(kind: string, node: RawNode, ancestors: readonly RawNode[]): boolean {
  switch (kind) {
    case "rule":
    case "dtl":
    case "bpl":
    case "class":
      return (
        ancestors.length === 0 ||
        node.name === "Keywords" ||
        GROUPS.has(ancestors.at(-1)?.name ?? "") ||
        ancestors.at(-1)?.name === "Properties"
      );
    case "production":
    case "production-item":
      return node.name !== "Others" && !ancestors.some(({ name }) => name === "Others");
    case "cpf-section":
      return ancestors.length > 0;
    default:
      return HAS_FIELDS.has(node.name) && (ancestors.length === 0 || ancestors[0]?.name === "row");
  }
}

const HAS_FIELDS: ReadonlySet<string> = new Set(["row", "item", "engine", "Routine", "Document"]);
