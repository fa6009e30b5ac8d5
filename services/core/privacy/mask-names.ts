import type { RawNode } from "../dialect.js";
import { type Masking, maskText } from "./mask-value.js";
import { couldHoldNumber, maskNumbersInPlace } from "./number-in-patient-place.js";

/**
 * Makes the names of a document fit to be stored, of elements and attributes: in JSON, YAML and properties they are keys, which
 * people write. So are NHS numbers that stand alone, in a place whose name says what they are. Done before anything is keyed or
 * judged by its place, so that a second walk sees the same names. A tree whose names are all harmless comes back as it is.
 */
export function maskNames(root: RawNode, artefactName: string, masking: Masking): RawNode {
  return maskBelow(root, [], [artefactName], { masking, known: new Map() });
}

interface NameWalk {
  readonly masking: Masking;
  /** What long or odd names became: most occur many times. */
  readonly known: Map<string, string>;
}

function maskBelow(node: RawNode, segments: readonly string[], around: readonly string[], walk: NameWalk): RawNode {
  const name = maskName(node.name, segments, around, walk);
  const inside = [...around, name, ...givenNames(node)];
  const path = [...segments, name];
  const attributes = maskAttributes(node, path, inside, walk);
  const text = maskNumbersInPlace(node.text, inside, walk.masking, path.slice(1));
  const children = maskChildren(node, path, inside, walk);
  if (name === node.name && attributes === node.attributes && text === node.text && children === node.children) {
    return node;
  }
  return { name, attributes, text, children };
}

/** `NHSNumber` of `<cell name="NHSNumber">` */
function givenNames(node: RawNode): readonly string[] {
  return node.attributes.filter(([attribute]) => attribute === "name").map(([, value]) => value);
}

function maskAttributes(
  node: RawNode,
  path: readonly string[],
  inside: readonly string[],
  walk: NameWalk,
): RawNode["attributes"] {
  let isSame = true;
  const attributes = node.attributes.map(([attribute, value]) => {
    const name = maskName(attribute, path, inside, walk);
    // a row is called after its cells, whose column says what they are
    const places = couldHoldNumber(value) ? [...inside, ...node.children.flatMap(givenNames)] : inside;
    const text = maskNumbersInPlace(value, places, walk.masking, path.slice(1));
    if (name !== attribute || text !== value) isSame = false;
    return [name, text] as const;
  });
  return isSame ? node.attributes : attributes;
}

function maskChildren(
  node: RawNode,
  path: readonly string[],
  inside: readonly string[],
  walk: NameWalk,
): readonly RawNode[] {
  if (node.children.length === 0) return node.children;
  let isSame = true;
  const children = node.children.map((child) => {
    const masked = maskBelow(child, path, inside, walk);
    if (masked !== child) isSame = false;
    return masked;
  });
  return isSame ? node.children : children;
}

function maskName(name: string, segments: readonly string[], around: readonly string[], walk: NameWalk): string {
  if (isPlainName(name)) return name;
  // without the root, as in every path
  const path = segments.slice(1);
  const numberless = maskNumbersInPlace(name, around, walk.masking, path);
  if (numberless !== name) return maskText(numberless, { ...walk.masking, again: true }, path);
  const known = walk.known.get(name);
  if (known !== undefined) return known;
  const masked = maskText(name, walk.masking, path);
  walk.known.set(name, masked);
  return masked;
}

/** Shorter than any token of a known product. */
const MAX_PLAIN = 19;
/** Fewer digits than any number of a patient or date of birth. */
const MAX_DIGITS = 4;

/** An identifier that is too short to hold anything: nearly every name of nearly every document. */
function isPlainName(name: string): boolean {
  if (name.length > MAX_PLAIN) return WORDS.test(name);
  let digits = 0;
  for (let index = 0; index < name.length; index += 1) {
    const code = name.charCodeAt(index);
    if (code >= 48 && code <= 57) digits += 1;
    else if (!isLetter(code) && code !== 46 && code !== 95 && code !== 45) return false;
  }
  return digits <= MAX_DIGITS;
}

/** `com.example.engine.FilterTransformer`: words joined by dots, each shorter than a token. */
const WORDS = /^[A-Za-z_]{1,19}(?:\.[A-Za-z_]{1,40}){1,9}$/;

function isLetter(code: number): boolean {
  const lower = code | 32;
  return lower >= 97 && lower <= 122;
}
