import type { RawNode } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import { splitTclWords, type TclWord } from "./split-tcl-words.js";

/**
 * Parses a file of Tcl commands whose last word is a keyed list (`protocol ADT_IN { { PORT 6001 } … }`), as Cloverleaf writes
 * NetConfig. Each command becomes a node of its name, with what stands between name and list as `name`; a block such as
 * `prologue … end_prologue` of `key: value` lines becomes a node with a field a line.
 *
 * @param origin names the file in messages, which never quote from it
 * @throws LockstepError `export-malformed`
 */
export function parseTclList(text: string, origin: string): RawNode {
  const children: RawNode[] = [];
  let rest = text.replace(/^\ufeff/, "");
  const ends = lastEnds(rest);
  const length = rest.length;
  while (/\S/.test(rest)) {
    const block = blockAt(rest, length - rest.length, ends);
    if (block !== null) {
      children.push(headerNode(block[1] ?? "", block[2] ?? ""));
      rest = rest.slice(block[0].length);
      continue;
    }
    const end = commandEnd(rest);
    const command = rest.slice(0, end);
    if (!/^\s*(?:#|$)/.test(command)) children.push(commandNode(splitTclWords(command, origin), origin));
    rest = rest.slice(end);
  }
  return branch("document", children);
}

/** Where the last `end_NAME` line of each name is: a block is looked for where it has an end only, else each line costs the whole text. */
function lastEnds(text: string): ReadonlyMap<string, number> {
  return new Map([...text.matchAll(/\nend_(\w+)[ \t]*(?=\r?\n|$)/g)].map((end) => [end[1] ?? "", end.index]));
}

function blockAt(rest: string, at: number, ends: ReadonlyMap<string, number>): RegExpExecArray | null {
  const opening = /^\s*(\w+)[ \t]*\r?\n/.exec(rest);
  if (opening === null || (ends.get(opening[1] ?? "") ?? -1) < at + opening[0].length) return null;
  return /^\s*(\w+)[ \t]*\r?\n([\s\S]*?)\r?\nend_\1[ \t]*(?:\r?\n|$)/.exec(rest);
}

/** A command ends with the line on which its braces are closed. */
function commandEnd(text: string): number {
  const isComment = /^\s*#/.test(text);
  let depth = 0;
  let isSaying = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (character === "\n" && depth <= 0 && isSaying) return at + 1;
    isSaying ||= /\S/.test(character);
    if (isComment) continue;
    if (character === "\\") at += 1;
    else if (character === "{") depth += 1;
    else if (character === "}") depth -= 1;
  }
  return text.length;
}

function headerNode(name: string, body: string): RawNode {
  const lines = body.split(/\r?\n/).flatMap((line) => {
    const [, key, value] = /^\s*([\w-]+):\s*(.*?)\s*$/.exec(line) ?? [];
    if (key !== undefined) return [leaf(key, value ?? "")];
    return line.trim() === "" ? [] : [leaf("line", line.trim())];
  });
  return branch(name, lines);
}

function commandNode(words: readonly TclWord[], origin: string): RawNode {
  const [command, ...others] = words;
  if (command === undefined || command.isBraced) {
    throw new LockstepError("export-malformed", `${origin} is malformed: a line begins with no command.`);
  }
  const list = others.at(-1)?.isBraced ? others.at(-1) : undefined;
  const names = (list === undefined ? others : others.slice(0, -1)).map(({ text }) => text);
  const fields = list === undefined ? [] : valueNode("list", list, origin).children;
  return branch(command.text, [...(names.length > 0 ? [leaf("name", names.join(" "))] : []), ...fields]);
}

/**
 * A braced word all of whose parts are braced is a list: of fields where each is `{KEY value}`, else of items. All else is a
 * text, since nothing tells a list of two words from two words.
 */
function valueNode(name: string, word: TclWord, origin: string, depth = 0): RawNode {
  if (!word.isBraced) return leaf(name, word.text);
  if (depth > MAX_DEPTH) {
    throw new LockstepError("export-malformed", `${origin} is malformed: it is nested more than ${MAX_DEPTH} deep.`);
  }
  const words = splitTclWords(word.text, origin);
  if (words.length === 0 || words.some(({ isBraced }) => !isBraced)) return leaf(name, word.text.trim());
  const parts = words.map((part) => splitTclWords(part.text, origin));
  const isKeyed = parts.every(([key, , more]) => key?.isBraced === false && more === undefined && KEY.test(key.text));
  if (!isKeyed)
    return branch(
      name,
      words.map((part) => valueNode("item", part, origin, depth + 1)),
    );
  return branch(
    name,
    parts.map(([key, value]) => field(key?.text ?? "", value, origin, depth + 1)),
  );
}

/** Deeper than any site that a person drew. */
const MAX_DEPTH = 100;
const KEY = /^[A-Za-z_][\w.:-]*$/;

function field(key: string, value: TclWord | undefined, origin: string, depth: number): RawNode {
  return value === undefined ? leaf(key, "") : valueNode(key, value, origin, depth);
}

function leaf(name: string, text: string): RawNode {
  return { name, attributes: [], text, children: [] };
}

function branch(name: string, children: readonly RawNode[]): RawNode {
  return { name, attributes: [], text: "", children };
}
