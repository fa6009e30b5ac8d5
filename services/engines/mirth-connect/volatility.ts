import type { ExportScope, FieldRule, RawNode } from "#services/core/dialect";
import { hasArtefactOfItsOwn } from "./has-artefact-of-its-own.js";
import { isEngineVersionElement } from "./is-engine-version.js";
import { isStamp } from "./is-stamp.js";

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

/** What a group and a library repeat of a member, where they give no more than its id. */
const MEMBER_STAMPS = new Set(["revision", "lastModified"]);

/**
 * Says whether a field is never a difference, and whether it is worth proving all the same. A stamp is one only in its
 * documented place and form: anything more that stands there is content.
 */
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
    if (stamp !== undefined) return isStamp(node) ? stamp : undefined;
  }
  if (isEngineVersionElement(node, parent)) return "drop";
  if (kind === "channel") return channelVolatility(node, ancestors, scope);
  if (kind === "channel-group") return memberVolatility(node, parent, ancestors, "channels");
  if (kind === "code-template-library") return memberVolatility(node, parent, ancestors, "codeTemplates");
  return undefined;
}

function channelVolatility(node: RawNode, ancestors: readonly RawNode[], scope: ExportScope): Volatile | undefined {
  const [, first, second] = ancestors;
  if (first === undefined) return node.name === "codeTemplateLibraries" ? "drop" : undefined;
  if (first.name !== "exportData" || ancestors.length > 3) return undefined;
  if (second === undefined) {
    if (node.name === "codeTemplateLibraries") return "drop";
    return scope === "server" && VIEWS.has(node.name) ? "drop" : undefined;
  }
  const isStamped = second.name === "metadata" && (node.name === "lastModified" || node.name === "userId");
  return isStamped && isStamp(node) ? "provenance" : undefined;
}

/** A group and a library keep of their members the id, and what is told of them nowhere else. */
function memberVolatility(
  node: RawNode,
  member: RawNode,
  ancestors: readonly RawNode[],
  members: string,
): Volatile | undefined {
  if (ancestors.length !== 3 || ancestors[1]?.name !== members || node.name === "id") return undefined;
  if (hasArtefactOfItsOwn(member)) return "drop";
  return MEMBER_STAMPS.has(node.name) && isStamp(node) ? "drop" : undefined;
}
