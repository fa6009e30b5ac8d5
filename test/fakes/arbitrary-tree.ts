import fc from "fast-check";
import type { Artefact } from "#schemas/artefact";
import type { Sides } from "#services/core/comparison/sides";
import type { RawNode } from "#services/core/dialect";
import { tinyArtefact } from "./tiny-dialect.js";

const NAMES = ["a", "b", "id", "name", "set", "people", "list", "steps", "revision", "modified", "password"];
const ODD_NAMES = ["script", "template", "1", "__proto__", "@at", "#list", "con", "x/y", "constructor"];

/** Few different texts, so that equal ones meet; some that are awkward to write down and to tell apart. */
const arbitraryText: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("", "1", "2", "3", "a", "a#2", "x, y", "y", "x") },
  { weight: 1, arbitrary: fc.constantFrom("line\nline\r\n", " ", "\u0000", "a\n", "\ufeff", "💊", "../../x", "#text") },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 12 }) },
);

const arbitraryAttributes = fc.uniqueArray(fc.tuple(fc.constantFrom("a", "b", "class", "__proto__"), arbitraryText), {
  selector: ([name]) => name,
  maxLength: 2,
});

/** A tree as an engine might give it: sets, lists, keyed collections, secrets, volatile fields and plain records. */
export const arbitraryRawTree: fc.Arbitrary<RawNode> = fc
  .letrec<{ node: RawNode }>((tie) => ({
    node: fc.record({
      name: fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom(...NAMES) },
        { weight: 1, arbitrary: fc.constantFrom(...ODD_NAMES) },
      ),
      attributes: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: arbitraryAttributes }),
      text: arbitraryText,
      children: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        fc.constant([]),
        fc.array(tie("node"), { maxLength: 5 }),
      ),
    }),
  }))
  .node.map(withoutMixedText);

/** Text beside elements is layout in nearly every engine's answer. */
function withoutMixedText(node: RawNode): RawNode {
  if (node.children.length === 0) return node;
  return { ...node, text: "", children: node.children.map(withoutMixedText) };
}

/** One thing that a person might do to a tree. */
interface Edit {
  readonly at: number;
  readonly act: "remove" | "repeat" | "retype" | "reverse" | "rename";
  readonly text: string;
}

const arbitraryEdit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(30),
  act: fc.constantFrom("remove", "repeat", "retype", "reverse", "rename"),
  text: arbitraryText,
});

function applyEdit(root: RawNode, edit: Edit): RawNode {
  let left = edit.at % countNodes(root);
  function visit(node: RawNode): RawNode[] {
    const isIt = left-- === 0;
    const children = node.children.flatMap(visit);
    const visited = { ...node, children };
    if (!isIt) return [visited];
    if (edit.act === "remove") return [];
    if (edit.act === "repeat") return [visited, visited];
    if (edit.act === "rename") return [{ ...visited, name: "b" }];
    if (edit.act === "reverse") return [{ ...visited, children: [...children].reverse() }];
    return [children.length === 0 ? { ...visited, text: edit.text } : visited];
  }
  return visit(root)[0] ?? { ...root, children: [] };
}

function countNodes(node: RawNode): number {
  return node.children.reduce((sum, child) => sum + countNodes(child), 1);
}

/** One artefact in canonical form. */
export const arbitraryArtefact: fc.Arbitrary<Artefact> = arbitraryRawTree.map((root) => tinyArtefact(root));

/** The same artefact seen from three sides: some of them edited a little, all of them there. */
export const arbitrarySides: fc.Arbitrary<Required<{ [side in keyof Sides<Artefact>]: Artefact }>> = fc
  .tuple(arbitraryRawTree, fc.array(arbitraryEdit, { maxLength: 3 }), fc.array(arbitraryEdit, { maxLength: 3 }))
  .map(([root, onProduction, onStandby]) => ({
    baseline: tinyArtefact(root),
    production: tinyArtefact(onProduction.reduce(applyEdit, root)),
    standby: tinyArtefact(onStandby.reduce(applyEdit, root)),
  }));

/** The same tree with the children of every unordered collection in another order. */
export function permuteSets(node: RawNode, isSet: (node: RawNode) => boolean): RawNode {
  const children = node.children.map((child) => permuteSets(child, isSet));
  return { ...node, children: isSet(node) ? children.toReversed() : children };
}
