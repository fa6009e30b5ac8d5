import { findOutside } from "./balanced.js";
import { MEMBER_START } from "./read-declaration.js";

/** A member as it stands in UDL. */
export interface UdlMember {
  readonly description: string;
  readonly declaration: string;
  readonly body: string;
  /** Counted from the first line of the class body. */
  readonly line: number;
}

/** A place in the class body at which no member begins. */
export interface UnreadLine {
  readonly unreadLine: number;
}

/** Members whose body stands in braces. */
const HAS_BODY = /^(?:Trigger|Query|Method|ClassMethod|ClientMethod|XData|Storage)\s/i;
const DESCRIPTION = /^\/\/\/ ?/;

/**
 * Splits the body of a class into its members. A body ends at a brace in the first column behind which another member, or
 * nothing, follows: code may hold such braces too. Comments between members belong to none and are left out.
 */
export function splitMembers(written: readonly string[]): readonly UdlMember[] | UnreadLine {
  const lines = withoutIndent(written);
  const members: UdlMember[] = [];
  let description: string[] = [];
  for (let index = 0; index < lines.length; ) {
    const line = lines[index] ?? "";
    if (DESCRIPTION.test(line)) {
      description.push(line.replace(DESCRIPTION, ""));
      index += 1;
    } else if (MEMBER_START.test(line)) {
      const end = endOfMember(lines, index);
      if (end === undefined) return { unreadLine: index };
      members.push({ description: description.join("\n"), ...end.member, line: index });
      description = [];
      index = end.next;
    } else {
      const next = skipBetween(lines, index);
      if (next === undefined) return { unreadLine: index };
      index = next;
    }
  }
  return members;
}

/** People indent the whole body of a class; the engine never does. */
function withoutIndent(lines: readonly string[]): readonly string[] {
  const first = lines.find((line) => line.trim() !== "") ?? "";
  const indent = first.slice(0, first.length - first.trimStart().length);
  if (indent === "") return lines;
  return lines.map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line));
}

/** The line after an empty one or a comment; `undefined` for anything else. */
function skipBetween(lines: readonly string[], index: number): number | undefined {
  const line = (lines[index] ?? "").trim();
  if (line === "" || /^(?:\/\/|#;|;)/.test(line)) return index + 1;
  if (!line.startsWith("/*")) return undefined;
  const end = lines.findIndex((text, at) => at >= index && text.includes("*/"));
  return end < 0 ? undefined : end + 1;
}

interface MemberEnd {
  readonly member: Pick<UdlMember, "declaration" | "body">;
  readonly next: number;
}

const MAX_DECLARATION_LINES = 500;

function endOfMember(lines: readonly string[], start: number): MemberEnd | undefined {
  const stops = HAS_BODY.test(lines[start] ?? "") ? ";{" : ";";
  let declaration = "";
  for (let index = start; index < Math.min(lines.length, start + MAX_DECLARATION_LINES); index += 1) {
    declaration += `${declaration === "" ? "" : "\n"}${lines[index] ?? ""}`;
    const stop = findOutside(declaration, stops);
    if (stop < 0) continue;
    const text = declaration.slice(0, stop);
    if (declaration.charAt(stop) === ";") return { member: { declaration: text, body: "" }, next: index + 1 };
    return endOfBody(lines, index + 1, text, declaration.slice(stop + 1));
  }
  return undefined;
}

function endOfBody(
  lines: readonly string[],
  from: number,
  declaration: string,
  opening: string,
): MemberEnd | undefined {
  for (let index = from; index < lines.length; index += 1) {
    if ((lines[index] ?? "").trimEnd() !== "}" || !isFollowedByMember(lines, index + 1)) continue;
    const body = [opening, ...lines.slice(from, index)].join("\n");
    return { member: { declaration, body }, next: index + 1 };
  }
  return undefined;
}

/** Behind empty lines and comments a member must come, or nothing, else they are part of the code. */
function isFollowedByMember(lines: readonly string[], from: number): boolean {
  for (let index = from; index < lines.length; ) {
    const line = lines[index] ?? "";
    if (MEMBER_START.test(line) || DESCRIPTION.test(line)) return true;
    const next = skipBetween(lines, index);
    if (next === undefined) return false;
    index = next;
  }
  return true;
}
