import type { FieldRule, RawNode } from "#services/core/dialect";
import { isSecretName } from "#services/core/privacy/is-secret-name";
import { isSecretPlace } from "#services/core/privacy/is-secret-place";
import { LIST_ITEM } from "./answers/json-node.js";
import { LARGE_TABLE } from "./answers/read-lookup-tables.js";
import { childKey } from "./child-key.js";
import { isFileDigest } from "./is-file-digest.js";
import { isUnordered } from "./is-unordered.js";
import { attributeOf, textOf } from "./raw-tree.js";
import { rowKey } from "./row-key.js";
import { isVariable, secretClass, UNVERIFIABLE } from "./secret-class.js";
import { textFileExtension } from "./text-file-extension.js";

/** Says what a field of Rhapsody is; `ancestors` runs from the artefact's root to the parent. */
export function fieldRule(kind: string, node: RawNode, ancestors: readonly RawNode[]): FieldRule {
  const volatile = volatility(kind, node, ancestors);
  if (volatile !== undefined) return { volatile };
  return node.children.length === 0 && !isCollection(node)
    ? leafRule(kind, node, ancestors)
    : branchRule(node, ancestors);
}

/** What an engine counts and measures by itself; what it is worth for proof stays beside the snapshot. */
function volatility(kind: string, node: RawNode, ancestors: readonly RawNode[]): FieldRule["volatile"] {
  if (kind === "configuration" && node.name === "layout") return "provenance";
  const isOfDefinition = kind === "definition" && ancestors.at(-1)?.name === "adminProperties";
  if (!isOfDefinition) return undefined;
  const name = attributeOf(node, "name");
  return name === "version" ? "provenance" : name === "serverSize" ? "drop" : undefined;
}

function branchRule(node: RawNode, [root]: readonly RawNode[]): FieldRule {
  if (node.name === "rows") return { unordered: true, childKey: rowKey(root) };
  if (isUnordered(node)) return { unordered: true, childKey: keyInSet(node) };
  return isCollection(node) ? { list: true, childKey } : {};
}

/** Members of a set of settings have names; those of a set of texts are known by their text. */
function keyInSet(set: RawNode): (child: RawNode) => string | undefined {
  const isSettings = /^(?:configuration|adminProperties)$/.test(set.name);
  return isSettings ? (child) => childKey(child) ?? child.name : childKey;
}

/** Elements that are lists even with one member: those named here, and those whose members all have names and one kind. */
function isCollection({ name, children }: RawNode): boolean {
  if (LISTS.has(name)) return children.length > 0;
  const [first] = children;
  if (first === undefined || children.some((child) => child.name !== first.name)) return false;
  return first.name === LIST_ITEM || children.every((child) => childKey(child) !== undefined);
}

const LISTS = new Set([
  "NextDestinations",
  "columns",
  "InputRoutes",
  "OutputRoutes",
  "OutputCommPoints",
  "Destinations",
]);

function leafRule(kind: string, node: RawNode, ancestors: readonly RawNode[]): FieldRule {
  if (isFileDigest(node, ancestors)) return { secret: true };
  const secret = isSecret(kind, node, ancestors);
  if (secret) return { secret };
  const said = secret === undefined ? {} : { secret };
  if (isMessage(node, ancestors)) return { ...said, template: "text" };
  if (node.name === LARGE_TABLE) return { secret: false, table: true, file: "csv" };
  const file = textFileExtension(node, ancestors);
  return file === undefined ? said : { ...said, file };
}

/**
 * Whatever sounds secret and is still shown: what cannot be compared was replaced when it was read. `undefined` where the
 * place decides; of a filter the name is a person's word for it, and says nothing of its settings.
 */
function isSecret(kind: string, node: RawNode, ancestors: readonly RawNode[]): boolean | undefined {
  if (kind === "variable" && /value$/i.test(node.name)) {
    const [variable] = ancestors;
    const isEncrypted = textOf(variable, "encrypted") === "true";
    return (
      (isEncrypted || isSecretName(textOf(variable, "name") ?? "", node.text)) &&
      secretClass("password", node.text) !== undefined
    );
  }
  if (FILES.test(node.name)) return false;
  if (node.text === UNVERIFIABLE || isVariable(node.text)) return false;
  if (secretClass(attributeOf(node, "name") ?? node.name, node.text) !== undefined) return true;
  const filter = ancestors.findLastIndex(({ name }) => name === "filter");
  return filter === -1 ? undefined : isSecretPlace(node.text, node, ancestors.slice(filter + 1));
}

/** Leaves that are named after a file, or after a part of the object. */
const FILES = /^(?:file|message|id)$/;

/** A timer sends the same message again and again; it may have been somebody's. */
function isMessage(node: RawNode, ancestors: readonly RawNode[]): boolean {
  if (node.name === "message" && ancestors.at(-1)?.name === "files") return true;
  return node.name === "property" && /^msgbody$/i.test(attributeOf(node, "name") ?? "");
}
