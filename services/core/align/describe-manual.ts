import type { Artefact } from "#schemas/artefact";
import { compareArtefact } from "../comparison/compare-artefact.js";
import type { Dialect } from "../dialect.js";

const MAX_LINES = 12;
const MAX_VALUE = 160;

/** What a person must change in an artefact by hand, a line each, in the words of the product's users; no secret is shown. */
export function describeManual(now: Artefact | undefined, wanted: Artefact | undefined, dialect: Dialect): string[] {
  if (wanted === undefined) return [];
  if (now === undefined) return ["It is not there: make it anew."];
  const sides = { baseline: wanted.root, production: now.root, standby: now.root };
  const lines = compareArtefact(wanted.kind, sides, dialect).map(
    ({ change }) => `${change.label}: is ${shown(change.standby)}, must be ${shown(change.baseline)}`,
  );
  const more = lines.length - MAX_LINES;
  return more > 0 ? [...lines.slice(0, MAX_LINES), `… and ${more} more`] : lines;
}

function shown(value: string | null): string {
  if (value === null) return "absent";
  const open = value.replace(TOKEN, "(kept secret)");
  return JSON.stringify(open.length > MAX_VALUE ? `${open.slice(0, MAX_VALUE)}…` : open);
}

const TOKEN = /\b(?:masked|digest):[\w-]+:[0-9a-f]{32}\b/g;
