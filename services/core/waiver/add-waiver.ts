import { isScalar, isSeq, parseDocument } from "yaml";
import type { Waiver } from "#schemas/policy";
import { waiverLines } from "./waiver-lines.js";

const HEAD =
  "# Permission for one drift: an owner, another person's approval, a reason and an end. Bound to the content by the finding's id.\n";

/** Puts a waiver at the end of the list of `policy/waivers.yaml`; every other line stays as it is. */
export function addWaiver(text: string | undefined, waiver: Waiver): string {
  const source = withLineEnd(text ?? `${HEAD}waivers:\n`);
  const document = parseDocument(source, { version: "1.2" });
  const list = document.get("waivers", true);
  if (isScalar(list)) {
    const [start, end] = list.range ?? [source.length, source.length];
    const open = source.slice(0, start) + source.slice(end);
    return insert(open, lineEndAt(open, start), blockOf(waiver, 2));
  }
  if (!isSeq(list) || list.range == null) return `${source}waivers:\n${blockOf(waiver, 2)}`;
  const [start, end] = list.range;
  if (list.flow !== true) return insert(source, lineEndAt(source, end - 1), blockOf(waiver, columnOf(source, start)));
  if (list.items.length === 0)
    return `${source.slice(0, start).trimEnd()}\n${blockOf(waiver, 2)}${afterLine(source, end)}`;
  list.flow = false;
  return addWaiver(document.toString({ lineWidth: 0 }), waiver);
}

function withLineEnd(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}

function blockOf(waiver: Waiver, indent: number): string {
  return waiverLines(waiver)
    .map((line) => `${" ".repeat(indent)}${line}\n`)
    .join("");
}

function columnOf(text: string, position: number): number {
  return position - (text.lastIndexOf("\n", position - 1) + 1);
}

function insert(text: string, position: number, block: string): string {
  return `${text.slice(0, position)}${block}${text.slice(position)}`;
}

/** Where the line of a position ends, its line end included. */
function lineEndAt(text: string, position: number): number {
  const end = text.indexOf("\n", position);
  return end === -1 ? text.length : end + 1;
}

/** What follows an empty list: a comment on its line goes to one of its own. */
function afterLine(text: string, end: number): string {
  const rest = text.slice(end).replace(/^[ \t]*\r?\n/, "");
  return rest.replace(/^[ \t]+#/, "#");
}
