/** A part of a document that stands whole or not at all. */
export interface Section {
  /** What is missing where it is left out, for example `the details of 3 changes`; sections of one name are told once. */
  readonly name: string;
  /** 1 is left out last. */
  readonly rank: number;
  /** Stands only where all that is no extra stands as full as there is room for. */
  readonly isExtra?: boolean;
  /** From the fullest to the shortest. */
  readonly versions: readonly [string, ...string[]];
}

/** What bounds a document, and what stands at its end in any case. */
export interface FitOptions {
  readonly maxCharacters: number;
  /** Stands last where there is room for it at all. */
  readonly foot: string;
  /** Says what was left out, in at most 600 characters. */
  readonly note: (left: readonly Section[]) => string;
}

/** Room that is kept for the note on what was left out. */
const NOTE_ROOM = 600;

/**
 * Joins sections to one document of at most so many characters. Where they do not all fit, each is tried in its shortest
 * version in order of rank, until the first that finds no room: it and all of higher rank are left out, and that is said. What room
 * is left then makes the kept ones fuller, in the same order. Extras get what is left after that.
 */
export function fitSections(sections: readonly Section[], { maxCharacters, foot, note }: FitOptions): string {
  const whole = joinSections([...sections.map(({ versions }) => versions[0]), foot]);
  if (whole.length <= maxCharacters) return whole;
  const end = foot.length + GAP + 1 <= maxCharacters ? foot : "";
  const chosen = choose(sections, maxCharacters - end.length - NOTE_ROOM - 3 * GAP);
  const left = sections.filter((section) => !chosen.has(section));
  const kept = sections.flatMap((section) => chosen.get(section) ?? []);
  const told = left.length === 0 ? "" : note(left);
  const fitted = joinSections([...kept, told, end]);
  return fitted.length <= maxCharacters ? fitted : end;
}

const GAP = 2;

function choose(sections: readonly Section[], room: number): ReadonlyMap<Section, string> {
  const ranked = sections.toSorted((a, b) => a.rank - b.rank);
  const needed = ranked.filter(({ isExtra }) => isExtra !== true);
  const first = chooseFrom(needed, room);
  if (first.chosen.size < needed.length) return first.chosen;
  const extras = chooseFrom(
    ranked.filter(({ isExtra }) => isExtra === true),
    first.left,
  );
  return new Map([...first.chosen, ...extras.chosen]);
}

function chooseFrom(
  ranked: readonly Section[],
  room: number,
): { readonly chosen: ReadonlyMap<Section, string>; readonly left: number } {
  const chosen = new Map<Section, string>();
  let left = room;
  for (const section of ranked) {
    const shortest = section.versions.at(-1) ?? section.versions[0];
    if (shortest.length + GAP > left) break;
    left -= shortest.length + GAP;
    chosen.set(section, shortest);
  }
  for (const [section, shortest] of chosen) {
    const fuller = section.versions.find((version) => version.length - shortest.length <= left) ?? shortest;
    left -= fuller.length - shortest.length;
    chosen.set(section, fuller);
  }
  return { chosen, left };
}

function joinSections(parts: readonly string[]): string {
  const kept = parts.filter((part) => part !== "");
  return kept.length === 0 ? "" : `${kept.join("\n\n")}\n`;
}
