import type { Artefact } from "#schemas/artefact";
import type { ArtefactEntry } from "#schemas/snapshot";
import { idOf, type ReadingRules, readAgain } from "./read-again.js";
import { setValue, type ValueToSet } from "./set-value.js";
import { type ItemOfText, type Withheld, withholdValues } from "./withhold-values.js";

/** A file of a package as it is handed out: proven, and without secrets. */
export interface SealedPiece {
  readonly bytes: Uint8Array;
  readonly withheld: readonly Withheld[];
  /** Values of expected differences that are to be set by hand, by the id of their artefact. */
  readonly unset: ReadonlyMap<string, readonly ValueToSet[]>;
}

export interface PieceToSeal {
  readonly bytes: Uint8Array;
  readonly itemOf: (bytes: Uint8Array) => Parameters<typeof readAgain>[0];
  readonly artefacts: readonly ArtefactEntry[];
}

/** What each artefact must be on the node, given what it is on the node that it comes from. */
export type ValuesToSet = (artefact: Artefact) => readonly ValueToSet[];

/**
 * Proves that a piece holds what it is said to, sets the values of expected differences, and takes its secrets out. Whatever
 * cannot be proven is refused with a reason, and is then nobody's file.
 */
export function sealPiece(
  piece: PieceToSeal,
  rules: ReadingRules,
  valuesToSet: ValuesToSet,
): SealedPiece | { readonly refused: string } {
  const read = readAgain(piece.itemOf(piece.bytes), rules);
  const wrong = piece.artefacts.find((entry) => read.digests.get(idOf(entry)) !== entry.digest);
  if (wrong !== undefined) return { refused: "read again, it is not what was read" };
  const text = decode(piece.bytes);
  if (text === undefined) return sealBytes(piece, rules);
  const itemOf: ItemOfText = (each) => piece.itemOf(encode(each));
  const set = setAll(text, read.artefacts, { itemOf, rules, valuesToSet });
  const withheld = withholdValues(set.text, itemOf, rules);
  if ("refused" in withheld) return withheld;
  return { bytes: encode(withheld.text), withheld: withheld.withheld, unset: set.unset };
}

interface Setting {
  readonly itemOf: ItemOfText;
  readonly rules: ReadingRules;
  readonly valuesToSet: ValuesToSet;
}

function setAll(
  text: string,
  artefacts: readonly Artefact[],
  { itemOf, rules, valuesToSet }: Setting,
): { readonly text: string; readonly unset: SealedPiece["unset"] } {
  let current = text;
  const unset = new Map<string, ValueToSet[]>();
  for (const artefact of artefacts) {
    for (const value of valuesToSet(artefact)) {
      const written = setValue(current, idOf(artefact), value, itemOf, rules);
      if (written === undefined) unset.set(idOf(artefact), [...(unset.get(idOf(artefact)) ?? []), value]);
      else current = written;
    }
  }
  return { text: current, unset };
}

/** What is no text holds no place to write at: it goes as it is, where nothing in it is to be hidden. */
function sealBytes(piece: PieceToSeal, rules: ReadingRules): SealedPiece | { readonly refused: string } {
  const heard: string[] = [];
  const note = (value: string): string => {
    heard.push(value);
    return rules.mask.token(value);
  };
  readAgain(piece.itemOf(piece.bytes), { ...rules, mask: { ...rules.mask, token: note } });
  if (heard.length > 0) return { refused: "it is no plain text, and holds a secret" };
  return { bytes: piece.bytes, withheld: [], unset: new Map() };
}

/** `undefined` where the bytes would not come back the same. */
function decode(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes("\0") ? undefined : text;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
