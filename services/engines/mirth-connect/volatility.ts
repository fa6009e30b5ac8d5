import type { ExportScope, FieldRule, RawNode } from "#services/core/dialect";

type Volatile = NonNullable<FieldRule["volatile"]>;

/** Below the artefact's own element: counters and stamps of the server that was asked. */
const STAMPS: Readonly<Record<string, Readonly<Record<string, Volatile>>>> = {
  channel: { revision: "provenance", lastModified: "provenance", nextMetaDataId: "provenance" },
  "channel-group": { revision: "provenance", lastModified: "provenance" },
  "channel-metadata": { lastModified: "provenance", userId: "provenance" },
  "code-template-library": { revision: "provenance", lastModified: "provenance" },
  "code-template": { revision: "provenance", lastModified: "provenance" },
  alert: { revision: "provenance", lastModified: "provenance" },
  // The export's own sign-in would show as drift.
  user: { id: "drop", lastLogin: "drop", strikeCount: "drop", lastStrikeTime: "drop", gracePeriodStart: "drop" },
  "server-settings": { lastUpdateTime: "drop", lastUpdate: "drop" },
};

/** What `exportData` says of other artefacts; another reader's request may have left it there (shared cache of the engine). */
const VIEWS = new Set(["channelTags", "dependentIds", "dependencyIds", "codeTemplateLibraries"]);

/** Elements that told the engine's version in a child, before 3.0 put it into an attribute. */
const VERSIONED = new Set(["channel", "sourceConnector", "connector", "codeTemplate", "alert", "alertModel"]);

/** Says whether a field is never a difference, and whether it is worth proving all the same. */
export function volatility(
  kind: string,
  node: RawNode,
  ancestors: readonly RawNode[],
  scope: ExportScope,
): Volatile | undefined {
  const parent = ancestors.at(-1);
  if (parent === undefined) return undefined;
  if (ancestors.length === 1) {
    const stamp = STAMPS[kind]?.[node.name];
    if (stamp !== undefined) return stamp;
  }
  if (node.name === "version" && node.children.length === 0 && VERSIONED.has(parent.name)) return "drop";
  if (kind === "channel") return channelVolatility(node, parent, ancestors.length, scope);
  if (kind === "channel-group" || kind === "code-template-library")
    return memberVolatility(node, parent, ancestors.length);
  return undefined;
}

function channelVolatility(node: RawNode, parent: RawNode, depth: number, scope: ExportScope): Volatile | undefined {
  if (depth === 1) return node.name === "codeTemplateLibraries" ? "drop" : undefined;
  if (depth === 2 && parent.name === "exportData") {
    if (node.name === "codeTemplateLibraries") return "drop";
    return scope === "server" && VIEWS.has(node.name) ? "drop" : undefined;
  }
  if (depth === 3 && parent.name === "metadata") {
    return node.name === "lastModified" || node.name === "userId" ? "provenance" : undefined;
  }
  return undefined;
}

/** A group and a library keep only the ids of their members, which are artefacts of their own. */
function memberVolatility(node: RawNode, parent: RawNode, depth: number): Volatile | undefined {
  const isMember = depth === 3 && (parent.name === "channel" || parent.name === "codeTemplate");
  return isMember && node.name !== "id" ? "drop" : undefined;
}
