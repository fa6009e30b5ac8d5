import { LockstepError } from "#services/core/errors";
import type { ClassDefinition, ClassMember } from "./class-definition.js";
import { describeClass } from "./describe-class.js";
import { keywordName } from "./keyword-names.js";
import { readDeclaration } from "./read-declaration.js";
import { listValue, readKeywords } from "./read-keywords.js";
import { splitMembers } from "./split-members.js";
import { tidyBlock } from "./tidy-block.js";
import { tidyText } from "./tidy-text.js";

/** Tells whether a text is a class in UDL, the form that the engine's source interface gives. */
export function isUdlClass(text: string): boolean {
  return CLASS_LINE.test(text);
}

const CLASS_LINE = /^Class\s+[%\p{L}\p{N}_.]+/mu;

/**
 * Reads one class in UDL (`Class A.B Extends C { … }`).
 *
 * @param origin names the document in messages, which never quote from it
 * @throws LockstepError `export-malformed` with origin, line and reason
 */
export function parseUdlClass(text: string, origin: string): ClassDefinition {
  const lines = text
    .replace(/^\ufeff/, "")
    .replaceAll(/\r\n?/g, "\n")
    .split("\n");
  const start = findClassLine(lines);
  const open = lines.findIndex((line, index) => index >= start && line.trimEnd().endsWith("{"));
  const close = lines.findLastIndex((line) => line.trimEnd() === "}");
  if (start < 0) throw malformed(origin, 1, "it holds no class");
  if (open < 0 || close <= open) throw malformed(origin, start + 1, "the class is not closed");
  const header = readHeader(lines.slice(start, open + 1).join("\n"));
  if (header === undefined) throw malformed(origin, start + 1, "the head of the class cannot be read");
  const before = lines.slice(0, start);
  return describeClass({
    ...header,
    description: tidyText(
      before
        .filter((line) => line.startsWith("///"))
        .map(withoutSlashes)
        .join("\n"),
    ),
    keywords: [...readDirectives(before), ...header.keywords],
    members: readMembers(lines.slice(open + 1, close), origin, open + 2),
  });
}

function withoutSlashes(line: string): string {
  return line.replace(/^\/\/\/ ?/, "");
}

/** The class's own line, and none in a comment above it. */
function findClassLine(lines: readonly string[]): number {
  let isInComment = false;
  for (const [index, line] of lines.entries()) {
    if (isInComment || line.trimStart().startsWith("/*")) isInComment = !line.includes("*/");
    else if (CLASS_LINE.test(line)) return index;
  }
  return -1;
}

/** `Include (A, B)`, `IncludeGenerator X`, `Import Y`; of the same word given twice both lists stand. */
function readDirectives(lines: readonly string[]): readonly (readonly [string, string])[] {
  const lists = new Map<string, string>();
  for (const line of lines) {
    const [, word, list = ""] = /^(Include|IncludeGenerator|Import)\s+(.+)$/i.exec(line.trim()) ?? [];
    if (word === undefined) continue;
    const name = keywordName(word);
    const before = lists.get(name);
    lists.set(name, [...(before === undefined ? [] : [before]), listValue(list.trim())].join(","));
  }
  return [...lists];
}

function readHeader(text: string): Pick<ClassDefinition, "name" | "superclasses" | "keywords"> | undefined {
  const declared = readKeywords(text.slice(0, text.lastIndexOf("{")));
  const [, name = "", superclasses = ""] =
    /^Class\s+([%\p{L}\p{N}_.]+)\s*(?:Extends\s+(\([^)]*\)|[%\p{L}\p{N}_.]+))?\s*$/iu.exec(
      declared?.before.replaceAll(/\s+/g, " ") ?? "",
    ) ?? [];
  return name === "" || declared === undefined
    ? undefined
    : { name, superclasses: listValue(superclasses), keywords: declared.keywords };
}

function readMembers(lines: readonly string[], origin: string, firstLine: number): readonly ClassMember[] {
  const members = splitMembers(lines);
  if ("unreadLine" in members)
    throw malformed(origin, firstLine + members.unreadLine, "no part of a class begins here");
  return members.map(({ declaration, description, body, line }) => {
    const declared = readDeclaration(declaration);
    if (declared === undefined) throw malformed(origin, firstLine + line, "the declaration cannot be read");
    return { ...declared, description: tidyText(description), body: tidyBlock(body) };
  });
}

function malformed(origin: string, line: number, reason: string): LockstepError {
  return new LockstepError("export-malformed", `${origin} is malformed at line ${line}: ${reason}.`, {
    details: { origin, line, reason },
  });
}
