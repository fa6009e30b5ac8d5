import type { LabelSegment } from "#services/core/dialect";
import { KIND_TITLES, type Kind } from "./kinds.js";
import { propertyTitle } from "./property-title.js";

/** Elements that hold others and that nobody names: the label goes straight to what is inside. */
const SILENT = new Set([
  "configuration",
  "filters",
  "functions",
  "operations",
  "serviceProperties",
  "rows",
  "files",
  "columns",
  "keys",
  "inputs",
  "outputs",
  "indexedProperties",
  "lockerRights",
  "accessRights",
  "groups",
  "auxiliaryFiles",
]);

/** What a member of a collection is called, where it is not the element's own name. */
const MEMBERS: Readonly<Record<string, string>> = {
  cell: "Column",
  inputCommPoint: "Input",
  outputCommPointUuid: "Output",
  indexedPropertyName: "Indexed property",
  message: "Message",
  id: "Id of",
};

/**
 * Says where a change is, as a user of the IDE would: `Port`, `Filter 'Drop test patients' › Script`, `Row 'CHEM' › Column
 * 'Code'`. For an artefact whose whole content is one value, the artefact's kind.
 */
export function labelPath(kind: string, segments: readonly LabelSegment[]): string {
  const [first, part] = segments;
  if (first?.name === "identity") {
    const whose = part === undefined || part.key === "object" ? "" : ` of '${part.key.split(" › ").at(-1)}'`;
    return `Identity${whose} (made again: same place, another id)`;
  }
  const parts = segments.flatMap(partFor);
  return parts.length > 0 ? parts.join(" › ") : (KIND_TITLES[kind as Kind] ?? propertyTitle(kind));
}

function partFor({ name, key, title }: LabelSegment): string[] {
  if (name === "#order") return ["Order"];
  if (name.startsWith("@")) return [propertyTitle(name.slice(1))];
  if (name === "property") return [propertyTitle(key)];
  if (SILENT.has(name)) return [];
  const readable = (Object.hasOwn(MEMBERS, name) ? MEMBERS[name] : undefined) ?? propertyTitle(name);
  return key === name ? [readable] : [`${readable} '${title ?? key}'`];
}
