import type { PackRule } from "#schemas/rule-pack";
import type { FieldRule, RawNode } from "#services/core/dialect";
import type { CompiledPack } from "./compile-pack.js";
import { DIGEST, HIDDEN, READ_WITH } from "./file-artefact.js";
import { identify } from "./identify.js";
import { ITEM } from "./raw-nodes.js";

/** Says what a field of a file is, by the pack that read the file. */
export function fieldRule(pack: CompiledPack, kind: string, node: RawNode, ancestors: readonly RawNode[]): FieldRule {
  const names = [...ancestors.slice(1).map(({ name }) => name), ...(ancestors.length > 0 ? [node.name] : [])];
  if (names.length === 1 && node.name === READ_WITH) return { volatile: "provenance" };
  if (names.length === 1 && node.name === DIGEST) return { secret: true };
  const rules = pack.rulesAt(kind, names, node);
  const noise = rules.find(({ is }) => is === "volatile" || is === "cosmetic");
  if (noise !== undefined) return { volatile: noise.is === "volatile" ? "provenance" : "drop" };
  return node.children.length === 0 ? leafRule(rules, node) : branchRule(rules, node);
}

function leafRule(rules: readonly PackRule[], node: RawNode): FieldRule {
  if (node.text === HIDDEN) return { secret: false };
  if (rules.some(({ is }) => is === "secret")) return { secret: true };
  const text = rules.find(({ is }) => is === "text");
  return text === undefined ? {} : { file: text.as ?? "txt" };
}

function branchRule(rules: readonly PackRule[], node: RawNode): FieldRule {
  const isSet = rules.some(({ is }) => is === "set");
  const isList = !isSet && (rules.some(({ is }) => is === "order") || node.children.every(({ name }) => name === ITEM));
  return {
    ...(isSet ? { unordered: true as const } : {}),
    ...(isList ? { list: true as const } : {}),
    ...childKey(rules, isSet, isList || hasRepeatedNames(node)),
  };
}

function hasRepeatedNames({ children }: RawNode): boolean {
  return new Set(children.map(({ name }) => name)).size < children.length;
}

/** Without a rule, members of a set are known by their names, but items, which all have the same, by their text. */
function childKey(rules: readonly PackRule[], isSet: boolean, isCollection: boolean): Pick<FieldRule, "childKey"> {
  const asked = isSet ? "set" : isCollection ? "identity" : undefined;
  const key = rules.find((rule) => rule.is === asked && rule.key !== undefined)?.key;
  if (key !== undefined) return { childKey: (child) => identify(child, key) };
  return isSet ? { childKey: ({ name }) => (name === ITEM ? undefined : name) } : {};
}
