import type { Artefact } from "#schemas/artefact";
import type { ExportItem } from "../dialect.js";
import { LockstepError } from "../errors.js";
import { findSecrets } from "../privacy/mask-secrets.js";
import { scanPatientData } from "../privacy/scan-patient-data.js";
import { findOccurrences, type Occurrence, splice } from "./find-occurrences.js";
import { createListeningMask } from "./listening-mask.js";
import { placeName } from "./place-name.js";
import { type ReadAgain, type ReadingRules, readAgain } from "./read-again.js";
import { STAND_IN_PLACES, type StandInPlace, standIn } from "./stand-in.js";

/** A value that was taken out, and what stands in its place. */
export interface Withheld {
  /** For example `{{LOCKSTEP:SECRET channel/pas-adt-in/sourceConnector/properties/password}}`. */
  readonly placeholder: string;
  /** `content`: a message template, or what looks like a patient's. */
  readonly kind: "secret" | "content";
}

/** A text without what may not be written, or why it cannot be had. */
export type WithheldText =
  | { readonly text: string; readonly withheld: readonly Withheld[] }
  | { readonly refused: string };

/** The item that a text is, to be read again. */
export type ItemOfText = (text: string) => ExportItem;

type Heard = ReadonlyMap<string, "secret" | "content">;

/**
 * Takes out of a text what the dialect calls secret and what may be a patient's, byte for byte where it stands, and leaves a
 * named placeholder; nothing else is touched, so that putting the values back gives the very bytes that were read.
 *
 * Which places these are the dialect itself says: stand-ins of the same form are put where a value stands, and only those
 * that it hides in turn are taken. What cannot be found, or leaves anything to hide, is refused.
 */
export function withholdValues(text: string, itemOf: ItemOfText, rules: ReadingRules): WithheldText {
  const original = hear(text, itemOf, rules);
  const found = findOccurrences(text, original.heard.keys());
  const lost = [...original.heard.keys()].filter((value) => !found.some((place) => place.value === value));
  if (lost.length > 0) return { refused: "it holds a secret that cannot be found in the bytes, to be taken out" };
  for (const place of STAND_IN_PLACES) {
    const proven = proveOccurrences({ text, itemOf, rules, found, original }, place);
    if (proven !== undefined) return write({ text, itemOf, rules, found, original }, proven);
  }
  return { refused: "it holds a secret, or what may be a patient's, that cannot be taken out without changing more" };
}

interface Hearing extends ReadAgain {
  readonly heard: Heard;
}

/** Reads a text in both scopes: what is left to other answers in one of them is hidden, too. */
function hear(text: string, itemOf: ItemOfText, rules: ReadingRules, standsFor?: ReadonlyMap<string, string>): Hearing {
  const listening = createListeningMask(rules.mask, standsFor);
  const alike = { ...rules, mask: listening.mask };
  const inServer = readAgain(itemOf(text), alike, "server");
  const inFile = readAgain(itemOf(text), alike, "file");
  const marked = [...inFile.digests].map(([id, digest]): [string, string] => [`file\0${id}`, digest]);
  return {
    artefacts: [...inServer.artefacts, ...inFile.artefacts],
    digests: new Map([...inServer.digests, ...marked]),
    heard: listening.heard,
  };
}

interface Work {
  readonly text: string;
  readonly itemOf: ItemOfText;
  readonly rules: ReadingRules;
  readonly found: readonly Occurrence[];
  readonly original: Hearing;
}

/** The places to write anew, with what they are called. */
interface Proven {
  readonly places: readonly Occurrence[];
  readonly names: readonly (string | undefined)[];
}

function proveOccurrences(work: Work, at: StandInPlace): Proven | undefined {
  const all = standInsFor(work, work.found, at);
  const places = hiddenPlaces(work, all);
  const standIns = places.map((place) => all[work.found.indexOf(place)] ?? place.value);
  const read = tryHearing(work, places, standIns);
  if (read === undefined || !sameDigests(read, work.original)) return undefined;
  const known = new Set([...standIns, ...places.filter(isTakenBlindly).map(({ value }) => value)]);
  if ([...read.heard.keys()].some((value) => !known.has(value))) return undefined;
  return { places, names: namesOf(work, places, standIns) };
}

/** The occurrences that the dialect hides: all where that changes nothing, else those whose stand-ins it hid. */
function hiddenPlaces(work: Work, standIns: readonly string[]): readonly Occurrence[] {
  const together = tryHearing(work, work.found, standIns);
  if (together !== undefined && sameDigests(together, work.original)) return work.found;
  return work.found.filter((place, index) => {
    if (isTakenBlindly(place)) return true;
    const value = standIns[index] ?? "";
    // A stand-in in the name of an element makes the whole unreadable: then each is tried alone.
    const heard = together?.heard ?? tryHearing(work, [place], [value])?.heard;
    return heard?.has(value) === true;
  });
}

/** A patient's data is known by its content, which no stand-in has: it is taken out wherever it stands. */
function isTakenBlindly(place: Occurrence | undefined): boolean {
  return place !== undefined && place.value.length >= MIN_BLIND && scanPatientData(place.value).length > 0;
}

const MIN_BLIND = 6;

function standInsFor({ text }: Work, places: readonly Occurrence[], at: StandInPlace): readonly string[] {
  const used = new Set<string>();
  return places.map((place, index) => {
    if (isTakenBlindly(place)) return place.value;
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const made = standIn(place.value, index * MAX_ATTEMPTS + attempt, at);
      if (used.has(made) || made === place.value || text.includes(made)) continue;
      used.add(made);
      return made;
    }
    const odd = `q${index}x${place.value}`;
    used.add(odd);
    return odd;
  });
}

const MAX_ATTEMPTS = 8;

/** A text that a stand-in breaks cannot be read: then another kind is tried. */
function tryHearing(work: Work, places: readonly Occurrence[], standIns: readonly string[]): Hearing | undefined {
  const standsFor = new Map(places.map((place, index) => [standIns[index] ?? "", place.value]));
  return tryReading(() => hear(written(work.text, places, standIns), work.itemOf, work.rules, standsFor));
}

function tryReading<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof LockstepError) return undefined;
    throw error;
  }
}

function written(text: string, places: readonly Occurrence[], values: readonly string[]): string {
  return splice(text, places, (index) => places[index]?.form(values[index] ?? "") ?? "");
}

function sameDigests(a: Hearing, b: Hearing): boolean {
  return a.digests.size === b.digests.size && [...a.digests].every(([id, digest]) => b.digests.get(id) === digest);
}

/** With the stand-ins' own tokens each place shows where it is. */
function namesOf(work: Work, places: readonly Occurrence[], standIns: readonly string[]): Proven["names"] {
  const { mask } = work.rules;
  const read = tryReading(() => hear(written(work.text, places, standIns), work.itemOf, work.rules));
  const artefacts: readonly Artefact[] = read?.artefacts ?? [];
  return standIns.map((value) => placeName(artefacts, mask.token(value)) ?? placeName(artefacts, mask.digest(value)));
}

function write(work: Work, { places, names }: Proven): WithheldText {
  const taken = new Set<string>();
  const withheld = places.map(({ value }, index): Withheld => {
    const kind = work.original.heard.get(value) ?? "secret";
    const isContent = kind === "content" || isTakenBlindly(places[index]);
    const name = names[index] ?? "elsewhere";
    return {
      kind: isContent ? "content" : "secret",
      placeholder: choose(`LOCKSTEP:${isContent ? "CONTENT" : "SECRET"} ${name}`, work.text, taken),
    };
  });
  const text = written(
    work.text,
    places,
    withheld.map(({ placeholder }) => placeholder),
  );
  const again = tryReading(() => hear(text, work.itemOf, work.rules));
  if (again === undefined) return { refused: "it cannot be read any more once its secrets are taken out" };
  if ([...again.heard.keys()].some((value) => work.original.heard.has(value)))
    return { refused: "it still holds a secret once every known place is emptied" };
  return holdsMore(text)
    ? { refused: "it holds what looks like a secret or a patient's, outside what is compared" }
    : { text, withheld };
}

/** A placeholder that stands nowhere in what was read, and names one place alone. */
function choose(words: string, text: string, taken: Set<string>): string {
  for (let number = 1; ; number += 1) {
    const placeholder = `{{${words}${number === 1 ? "" : `#${number}`}}}`;
    if (taken.has(placeholder) || text.includes(placeholder)) continue;
    taken.add(placeholder);
    return placeholder;
  }
}

/** What no dialect looked at, because it is never compared: the text is looked through as it stands. */
function holdsMore(text: string): boolean {
  const left = text.replace(/\{\{LOCKSTEP:(?:SECRET|CONTENT) [^{}]*\}\}/g, "");
  return (
    scanPatientData(left).length > 0 || findSecrets(left).some(({ start, end }) => !/[<>]/.test(left.slice(start, end)))
  );
}
