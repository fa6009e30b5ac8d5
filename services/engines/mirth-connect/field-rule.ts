import type { ExportScope, FieldRule, RawNode } from "#services/core/dialect";
import { childKey } from "./child-key.js";
import { isCollectionClass } from "./is-collection-class.js";
import { isEngineVersion } from "./is-engine-version.js";
import { isMessageTemplate } from "./is-message-template.js";
import { isSecretField } from "./is-secret-field.js";
import { isUnordered } from "./is-unordered.js";
import { restatesPosition } from "./restates-position.js";
import { textFileExtension } from "./text-file-extension.js";
import { volatility } from "./volatility.js";

/** Says what a field of Mirth Connect is; `ancestors` runs from the artefact's root to the parent. */
export function fieldRule(kind: string, node: RawNode, ancestors: readonly RawNode[], scope: ExportScope): FieldRule {
  const volatile = volatility(kind, node, ancestors, scope);
  if (volatile !== undefined) return { volatile };
  return node.children.length === 0 ? leafRule(kind, node, ancestors) : branchRule(node, ancestors);
}

function branchRule(node: RawNode, ancestors: readonly RawNode[]): FieldRule {
  return {
    ...(isUnordered(node, ancestors) ? { unordered: true as const } : {}),
    ...childKey(node),
    dropAttributes: droppedAttributes(node, ancestors),
  };
}

function leafRule(kind: string, node: RawNode, ancestors: readonly RawNode[]): FieldRule {
  if (node.name === "sequenceNumber" && restatesPosition(node, ancestors)) return { volatile: "drop" };
  const dropAttributes = droppedAttributes(node, ancestors);
  const secret = isSecretField(kind, node, ancestors);
  if (secret) return { secret, dropAttributes };
  const template = isMessageTemplate(kind, node, ancestors);
  const file = textFileExtension(kind, node, ancestors);
  return {
    ...(secret === undefined ? {} : { secret }),
    ...(template === undefined ? {} : { template }),
    ...(file === undefined ? {} : { file }),
    dropAttributes,
  };
}

function droppedAttributes(node: RawNode, ancestors: readonly RawNode[]): readonly string[] {
  if (node.attributes.length === 0) return NONE;
  return node.attributes.flatMap(([name, value]) => {
    const isNoise =
      name === "class" ? isCollectionClass(value) : name === "version" && isEngineVersion(node, ancestors);
    return isNoise ? [name] : [];
  });
}

const NONE: readonly string[] = [];
