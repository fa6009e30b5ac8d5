import type { RawNode } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import { compareText } from "#services/core/text/compare-text";

/** Deeper than any configuration that a person wrote. */
const MAX_DEPTH = 200;

/** More than any configuration has; each takes a hundred bytes and more, and aliases make many of few. */
const MAX_NODES = 1_000_000;

/**
 * Turns a value as JSON has it into a tree: an object's properties in order of name, since their order means nothing; a list's
 * items in their own order, each called `item`; `null` marked as such.
 *
 * @param origin names the document in messages
 * @throws LockstepError `export-malformed` where it is nested without end, `answer-too-large` where it holds too many values
 */
export function valueToTree(name: string, value: unknown, origin: string): RawNode {
  let nodes = 0;
  const count = (): void => {
    nodes += 1;
    if (nodes > MAX_NODES) {
      throw new LockstepError("answer-too-large", `${origin} was not read: it holds more than ${MAX_NODES} values.`);
    }
  };
  return treeOf(name, value, { origin, count }, 0);
}

interface Conversion {
  readonly origin: string;
  /** Called for each node before it is made. */
  readonly count: () => void;
}

function treeOf(name: string, value: unknown, conversion: Conversion, depth: number): RawNode {
  const { origin, count } = conversion;
  count();
  if (depth > MAX_DEPTH) {
    throw new LockstepError("export-malformed", `${origin} is malformed: it is nested more than ${MAX_DEPTH} deep.`);
  }
  if (Array.isArray(value))
    return branch(
      name,
      value.map((item) => treeOf("item", item, conversion, depth + 1)),
    );
  if (value === null || value === undefined) return { ...branch(name, []), attributes: [["type", "null"]] };
  if (typeof value === "string") return { ...branch(name, []), text: value };
  if (typeof value !== "object") return { ...branch(name, []), text: JSON.stringify(value) };
  const members = Object.entries(value).sort(([a], [b]) => compareText(a, b));
  return branch(
    name,
    members.map(([key, member]) => treeOf(key, member, conversion, depth + 1)),
  );
}

function branch(name: string, children: readonly RawNode[]): RawNode {
  return { name, attributes: [], text: "", children };
}
