import type { LabelSegment } from "#services/core/dialect";
import type { CompiledPack } from "./compile-pack.js";
import { ITEM, leafNode } from "./raw-nodes.js";

/**
 * Says where a change is in the words of the packs that have artefacts of this kind: `Processor 'To FHIR' › Properties › topic`.
 * For an artefact whose whole content is one value, what a person calls the artefact.
 */
export function labelPath(kind: string, segments: readonly LabelSegment[], packs: readonly CompiledPack[]): string {
  const label = placeInWords(kind, segments, packs);
  return isEnvironment(kind, segments, packs) ? `${label} (usually differs between nodes)` : label;
}

/** The same without a word on whether it differs. */
export function placeInWords(kind: string, segments: readonly LabelSegment[], packs: readonly CompiledPack[]): string {
  const titles = Object.assign({}, ...packs.map(({ data }) => data.titles ?? {})) as Readonly<Record<string, string>>;
  const parts = segments.flatMap((segment, index) =>
    partFor(segment, segments[index + 1], segments[index - 1], titles),
  );
  return parts.length === 0 ? kindTitle(kind, packs) : parts.join(" › ");
}

/** A list is said with its item, in one. */
function partFor(
  segment: LabelSegment,
  next: LabelSegment | undefined,
  previous: LabelSegment | undefined,
  titles: Readonly<Record<string, string>>,
): readonly string[] {
  if (segment.name === ITEM) {
    const list = previous === undefined || previous.name === ITEM ? "Item" : titleOf(previous.name, titles);
    return [`${list} '${calledOf(segment)}'`];
  }
  if (next?.name === ITEM || (segment.name === "content" && previous === undefined)) return [];
  const title = titleOf(segment.name, titles);
  return segment.key === segment.name ? [title] : [`${title} '${calledOf(segment)}'`];
}

/** Twins have one title: their keys tell them apart. */
function calledOf({ key, title }: LabelSegment): string {
  return title === undefined || key.startsWith(`${title}#`) ? key : title;
}

function titleOf(name: string, titles: Readonly<Record<string, string>>): string {
  return Object.hasOwn(titles, name) ? (titles[name] ?? name) : name;
}

function kindTitle(kind: string, packs: readonly CompiledPack[]): string {
  return packs.find(({ data }) => Object.hasOwn(data.kinds, kind))?.data.kinds[kind]?.title ?? kind;
}

function isEnvironment(kind: string, segments: readonly LabelSegment[], packs: readonly CompiledPack[]): boolean {
  const names = segments.map(({ name }) => name);
  const asked = leafNode(names.at(-1) ?? "", "");
  return packs.some((pack) => pack.rulesAt(kind, names, asked).some(({ is }) => is === "environment"));
}
