import type { LabelSegment } from "#services/core/dialect";
import { KIND_TITLES } from "./kinds.js";
import { propertyTitle } from "./property-titles.js";
import { shortName } from "./raw-nodes.js";

/** Elements that hold others and that nobody names: the label goes straight to what is inside. */
const SILENT = new Set([
  "destinationConnectors",
  "elements",
  "properties",
  "children",
  "exportData",
  "delegate",
  "entry",
]);

/** What a step of a filter is called, and one of a transformer. */
const STEP_OWNERS: Readonly<Record<string, string>> = {
  filter: "Rule",
  transformer: "Step",
  responseTransformer: "Step",
  children: "Step",
};

/**
 * Says where a change is, as a user of the engine would: `Destination 2 'To PAS' › Remote port`,
 * `Source › Filter › Rule 'ADT only' › Script`. For an artefact whose whole content is one value, the artefact's kind.
 */
export function labelPath(kind: string, segments: readonly LabelSegment[]): string {
  const parts = segments.flatMap((segment, index) => partFor(segment, segments[index - 1], segments[index - 2]));
  const title = KIND_TITLES[kind] ?? propertyTitle(kind);
  if (parts.length === 0 || (kind === "global-script" && segments[0]?.name === "script")) return title;
  return kind === "configuration-map" ? [title, ...parts].join(" › ") : parts.join(" › ");
}

function partFor(
  segment: LabelSegment,
  parent: LabelSegment | undefined,
  grandparent: LabelSegment | undefined,
): string[] {
  if (segment.name === "connector" && parent?.name === "destinationConnectors") return [destinationTitle(segment)];
  const owner = parent && /^(elements|steps|rules|children)$/.test(parent.name) ? grandparent?.name : undefined;
  if (owner !== undefined) return [stepTitle(segment, parent?.name === "children" ? "children" : owner)];
  if (segment.name === "entry") return [`'${segment.key}'`];
  if (parent?.name === "entry" && segment.key === "value") return [];
  if (SILENT.has(segment.name)) return [];
  return [memberTitle(segment)];
}

function destinationTitle({ key, title }: LabelSegment): string {
  return title === undefined ? `Destination ${key}` : `Destination ${key} '${title}'`;
}

function stepTitle(segment: LabelSegment, owner: string): string {
  return `${STEP_OWNERS[owner] ?? "Step"} '${segment.title ?? segment.key}'`;
}

/** A member of a collection has a key other than its name. */
function memberTitle({ name, key, title }: LabelSegment): string {
  const readable = propertyTitle(name);
  if (key === name) return readable;
  if (key.startsWith(`${name}#`) || key.startsWith(`${shortName(name)}#`))
    return `${readable} ${key.slice(key.indexOf("#") + 1)}`;
  return name === "string" ? `'${title ?? key}'` : `${readable} '${title ?? key}'`;
}
