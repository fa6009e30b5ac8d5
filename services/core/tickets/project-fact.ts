import type { MappedHistory, TicketMapping } from "#schemas/ticket-mapping";
import { shorten } from "./clean-text.js";
import { findDigests } from "./find-digests.js";
import { holds, isRecord, parsePlace, type Step, textOf } from "./place.js";
import { placeOfEdit } from "./place-of-edit.js";
import { mappedPlaces } from "./places-of.js";
import { changeAt } from "./reach.js";

/**
 * Cuts an answer down to what a mapping names, before anything of it is kept: single values at its places, of a text in which
 * digests are sought the digests alone, and of the record of edits those of mapped fields. Everything else, such as a
 * description with a patient in it, is dropped here.
 */
export function projectFact(parts: Readonly<Record<string, unknown>>, mapping: TicketMapping): Record<string, unknown> {
  const { history } = mapping;
  const known = history === undefined ? parts : changeAt(parts, parsePlace(history.each), cutEdit(history, mapping));
  const wanted = mappedPlaces(mapping).map(({ place, seeksDigests }) => ({ steps: parsePlace(place), seeksDigests }));
  const kept = prune(known, wanted);
  return isRecord(kept) ? { ...kept } : {};
}

interface Wanted {
  readonly steps: readonly Step[];
  readonly seeksDigests: boolean;
}

/** What is wanted of a value; `undefined` where that is nothing. */
function prune(value: unknown, wanted: readonly Wanted[]): unknown {
  if (isRecord(value)) return pruneRecord(value, wanted);
  if (Array.isArray(value)) return pruneList(value, wanted);
  const here = wanted.filter(({ steps }) => steps.length === 0);
  if (here.some(({ seeksDigests }) => !seeksDigests)) return pruneSingle(value);
  return here.length > 0 ? findDigests(textOf(value) ?? "").join(" ") : undefined;
}

function pruneSingle(value: unknown): unknown {
  if (typeof value === "string") return shorten(value);
  return typeof value === "number" || typeof value === "boolean" ? value : undefined;
}

function pruneRecord(value: Readonly<Record<string, unknown>>, wanted: readonly Wanted[]): unknown {
  const kept = Object.entries(value).flatMap(([name, inner]): [string, unknown][] => {
    const below = wanted.flatMap(({ steps: [step, ...rest], seeksDigests }) =>
      step?.type === "field" && step.name === name ? [{ steps: rest, seeksDigests }] : [],
    );
    const pruned = below.length === 0 ? undefined : prune(inner, below);
    return pruned === undefined ? [] : [[name, pruned]];
  });
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

function pruneList(value: readonly unknown[], wanted: readonly Wanted[]): unknown {
  const kept = value.flatMap((entry) => {
    const below = wanted.flatMap(({ steps: [step, ...rest], seeksDigests }): Wanted[] => {
      if (step?.type === "each") return [{ steps: rest, seeksDigests }];
      if (step?.type !== "where" || !holds(entry, step)) return [];
      // The field that chose the entry stays, so that it is chosen again.
      return [
        { steps: rest, seeksDigests },
        { steps: [{ type: "field", name: step.field }], seeksDigests: false },
      ];
    });
    const pruned = below.length === 0 ? undefined : prune(entry, below);
    return pruned === undefined ? [] : [pruned];
  });
  return kept.length === 0 ? undefined : kept;
}

/** Drops edits of fields that are not mapped; of one whose field is a text in which digests are sought, keeps the digests. */
function cutEdit(history: MappedHistory, mapping: TicketMapping): (edit: unknown) => unknown {
  return (edit) => {
    const place = placeOfEdit(edit, history);
    if (place === undefined) return undefined;
    if (!mapping.digests?.from.includes(place)) return edit;
    const digestsOnly = (value: unknown): unknown => findDigests(textOf(value) ?? "").join(" ");
    return [...history.before.from, ...history.after.from].reduce<unknown>(
      (cut, at) => changeAt(cut, parsePlace(at), digestsOnly),
      edit,
    );
  };
}
