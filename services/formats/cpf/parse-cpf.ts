import { LockstepError } from "#services/core/errors";

/** One section of a configuration parameter file, in the order of the file. */
export interface CpfSection {
  readonly name: string;
  readonly entries: readonly (readonly [key: string, value: string])[];
}

const SECTION = /^\[([^\]]+)\]$/;
const COMMENT = /^(?:;|#|\/\/)/;

/** Tells whether a text begins like a configuration parameter file: comments, then a section. */
export function isCpf(text: string): boolean {
  for (const [, line] of cpfLines(text)) return line !== OPEN_END && SECTION.test(line);
  return false;
}

/**
 * Reads a configuration parameter file (`iris.cpf`, `cache.cpf`, or one to merge): sections of `key=value`.
 *
 * @param origin names the file in messages, which never quote from it
 * @throws LockstepError `export-malformed` with origin, line and reason
 */
export function parseCpf(text: string, origin: string): readonly CpfSection[] {
  const sections: { name: string; entries: (readonly [string, string])[] }[] = [];
  for (const [number, line] of cpfLines(text)) {
    if (line === OPEN_END) throw malformed(origin, number, "a comment has no end");
    const name = SECTION.exec(line)?.[1];
    const current = sections.at(-1);
    const equals = line.indexOf("=");
    if (name !== undefined) sections.push({ name: name.trim(), entries: [] });
    else if (current === undefined) throw malformed(origin, number, "a line stands before the first section");
    else if (equals <= 0) throw malformed(origin, number, "a line is neither a section nor a key with a value");
    else current.entries.push([line.slice(0, equals).trim(), line.slice(equals + 1).trim()]);
  }
  return sections;
}

/** What is told in place of a line where a comment begins that nothing ends. */
const OPEN_END = "/*";

/** Lines that say something, with their numbers, without the comments before and between them. */
function* cpfLines(text: string): Generator<readonly [number: number, line: string]> {
  let openedAt: number | undefined;
  for (const [index, raw] of text
    .replace(/^\ufeff/, "")
    .split(/\r\n?|\n/)
    .entries()) {
    let line = raw.trim();
    while (openedAt !== undefined || line.startsWith("/*")) {
      const end = line.indexOf("*/", openedAt === undefined ? 2 : 0);
      openedAt = end === -1 ? (openedAt ?? index + 1) : undefined;
      line = end === -1 ? "" : line.slice(end + 2).trim();
      if (end === -1) break;
    }
    if (line !== "" && !COMMENT.test(line)) yield [index + 1, line];
  }
  if (openedAt !== undefined) yield [openedAt, OPEN_END];
}

function malformed(origin: string, line: number, reason: string): LockstepError {
  return new LockstepError("export-malformed", `${origin} is malformed at line ${line}: ${reason}.`, {
    details: { origin, line, reason },
  });
}
