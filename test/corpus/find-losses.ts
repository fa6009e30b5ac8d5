import type { TreeNode } from "#schemas/artefact";
import type { RawNode } from "#services/core/dialect";
import { MASK } from "./read-recording.js";

/**
 * The oracle of fidelity: an own, literal list of what may be missing from a rebuilt artefact. It asks the dialect for
 * nothing. Paths run from the artefact's root.
 */
const VOLATILE: readonly RegExp[] = [
  /^channel\/(revision|lastModified|nextMetaDataId|version)$/,
  /^channel\/(sourceConnector|destinationConnectors\/connector)\/version$/,
  /^channel\/exportData\/metadata\/(lastModified|userId)$/,
  /^channel\/(exportData\/)?codeTemplateLibraries$/,
  /^channelGroup\/(revision|lastModified)$/,
  /^channelGroup\/channels\/channel\/(?!id$)\w+$/,
  /^codeTemplateLibrary\/(revision|lastModified)$/,
  /^codeTemplateLibrary\/codeTemplates\/codeTemplate\/(?!id$)\w+$/,
  /^codeTemplate\/(revision|lastModified|version)$/,
  /^alertModel\/(revision|lastModified)$/,
  /^channelMetadata\/(lastModified|userId)$/,
  /^user\/(id|lastLogin|strikeCount|lastStrikeTime|gracePeriodStart)$/,
];

/** Only in a whole-server read: what `exportData` says of artefacts that are read for themselves. */
const VIEWS = /^channel\/exportData\/(channelTags|dependentIds|dependencyIds)$/;

/** Names of what the engine keeps in sets and hash tables. */
const SETS =
  /^(set|map|errorEventTypes|(enabled|disabled)(ChannelIds|Channels|Connectors|Interactions)|partialChannels|channelTags|channelIds|channelDependencies|dependentIds|dependencyIds|resourceIds|tags|systemInteractions)$/;

const COLLECTION_CLASS = /^([a-z]+-)*(map|set|list)$/;

export interface Losses {
  /** What is missing or different without an excuse, by path. */
  readonly unexcused: string[];
  /** Fields that were masked or digested as a whole, by name. */
  readonly hidden: Set<string>;
  /** Leaves of which a part was masked. */
  partlyMasked: number;
}

/** Holds a rebuilt tree against what was read, leaf by leaf. */
export function findLosses(raw: RawNode, rebuilt: TreeNode, scope: "server" | "file", losses: Losses): void {
  compareNode({ raw, rebuilt, path: raw.name, position: [], scope }, losses);
}

interface Pair {
  readonly raw: RawNode;
  readonly rebuilt: TreeNode;
  readonly path: string;
  /** Positions of the enclosing steps, outermost first. */
  readonly position: readonly number[];
  readonly scope: "server" | "file";
}

function compareNode(pair: Pair, losses: Losses): void {
  const { raw, rebuilt, path } = pair;
  if (raw.name !== rebuilt.name) losses.unexcused.push(`${path}: name became ${rebuilt.name}`);
  compareAttributes(pair, losses);
  const expected = raw.children.filter((child) => !isExcused(child, pair));
  if (expected.length > 0) compareChildren(pair, expected, losses);
  else if (rebuilt.children !== undefined) losses.unexcused.push(`${path}: gained children`);
  else if (raw.children.length === 0) compareText(pair, losses);
}

function compareAttributes({ raw, rebuilt, path }: Pair, losses: Losses): void {
  const kept = new Map(rebuilt.attributes ?? []);
  for (const [name, value] of raw.attributes) {
    if (kept.get(name) === value) kept.delete(name);
    else if (name !== "version" && !(name === "class" && COLLECTION_CLASS.test(value))) {
      losses.unexcused.push(`${path}@${name}: lost`);
    }
  }
  for (const name of kept.keys()) losses.unexcused.push(`${path}@${name}: gained`);
}

function isExcused(child: RawNode, parent: Pair): boolean {
  const path = `${parent.path}/${child.name}`;
  if (VOLATILE.some((pattern) => pattern.test(path))) return true;
  if (parent.scope === "server" && VIEWS.test(path)) return true;
  return child.name === "sequenceNumber" && child.text === parent.position.join("-");
}

function compareChildren(pair: Pair, expected: readonly RawNode[], losses: Losses): void {
  const rebuilt = [...(pair.rebuilt.children ?? [])];
  const mayMove = isSet(pair);
  if (pair.rebuilt.collection === "set" && !mayMove) losses.unexcused.push(`${pair.path}: order was lost`);
  for (const raw of expected) {
    const found = mayMove ? findMatch(raw, rebuilt, pair) : 0;
    const [match] = rebuilt.splice(found, found < 0 ? 0 : 1);
    if (match === undefined) losses.unexcused.push(`${pair.path}/${raw.name}: lost`);
    else compareNode(childPair(raw, match, pair), losses);
  }
  for (const extra of rebuilt) losses.unexcused.push(`${pair.path}/${extra.name}: gained`);
}

function isSet({ raw, path }: Pair): boolean {
  if (SETS.test(raw.name) || path.endsWith("contextSet/delegate")) return true;
  if (raw.attributes.some(([name, value]) => name === "class" && value === "map")) return true;
  return raw.children.every((child) => child.name === "property");
}

function findMatch(raw: RawNode, candidates: readonly TreeNode[], parent: Pair): number {
  return candidates.findIndex((candidate) => {
    const trial: Losses = { unexcused: [], hidden: new Set(), partlyMasked: 0 };
    compareNode(childPair(raw, candidate, parent), trial);
    return trial.unexcused.length === 0;
  });
}

function childPair(raw: RawNode, rebuilt: TreeNode, parent: Pair): Pair {
  const isStep = /^(elements|steps|rules|children)$/.test(parent.raw.name);
  const position = isStep ? [...parent.position, parent.raw.children.indexOf(raw)] : parent.position;
  return { raw, rebuilt, path: `${parent.path}/${raw.name}`, position, scope: parent.scope };
}

function compareText({ raw, rebuilt, path }: Pair, losses: Losses): void {
  const text = rebuilt.text ?? "";
  if (text === raw.text) return;
  if (text === MASK.token(raw.text) || text === MASK.digest(raw.text)) losses.hidden.add(hiddenName(raw, path));
  else if (isMaskedCopy(text, raw.text)) losses.partlyMasked += 1;
  else losses.unexcused.push(`${path}: text changed`);
}

function hiddenName(raw: RawNode, path: string): string {
  const name = raw.attributes.find(([attribute]) => attribute === "name")?.[1];
  return name ?? path.split("/").slice(-2).join("/");
}

const TOKEN = /(?:masked|digest):test:[0-9a-f]{32}/;

/** True where a text is the other one but for stretches that tokens stand for. */
function isMaskedCopy(masked: string, original: string): boolean {
  const [first = "", ...rest] = masked.split(TOKEN);
  if (rest.length === 0 || !original.startsWith(first)) return false;
  let at = first.length;
  for (const stretch of rest) {
    at = original.indexOf(stretch, at);
    if (at < 0) return false;
    at += stretch.length;
  }
  return true;
}
