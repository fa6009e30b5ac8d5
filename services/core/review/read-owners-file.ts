/** One line of an owners file that says something. */
export interface OwnersLine {
  readonly line: number;
  /** The pattern's parts between slashes; `**` stands for any run of them. */
  readonly segments: readonly string[];
  /** It begins at the top of the repository. */
  readonly isAnchored: boolean;
  /** None: the line takes the owners of what it fits away. */
  readonly owners: readonly string[];
}

export interface OwnersFile {
  readonly lines: readonly OwnersLine[];
  /** Numbers of the lines that no host understands. */
  readonly broken: readonly number[];
}

/** Reads an owners file as hosts do; what none understands is named by line, and never guessed at. */
export function readOwnersFile(text: string): OwnersFile {
  const lines: OwnersLine[] = [];
  const broken: number[] = [];
  text.split(/\r?\n/).forEach((source, index) => {
    const [pattern, ...owners] = wordsOf(source);
    if (pattern === undefined) return;
    if (isUnderstood(pattern)) lines.push({ line: index + 1, ...partsOf(pattern), owners });
    else broken.push(index + 1);
  });
  return { lines, broken };
}

/** Words between blanks, up to a comment; a blank after a backslash is part of a word. */
function wordsOf(source: string): readonly string[] {
  const words: readonly string[] = source.match(/(?:\\ |[^\s])+/g) ?? [];
  const comment = words.findIndex((word) => word.startsWith("#"));
  return (comment < 0 ? words : words.slice(0, comment)).map((word) => word.replaceAll("\\ ", " "));
}

/** Owners files know no negation, no character classes and no other escapes. */
function isUnderstood(pattern: string): boolean {
  return pattern.length <= 1000 && !pattern.startsWith("!") && !/[[\]\\#]/.test(pattern);
}

function partsOf(pattern: string): Pick<OwnersLine, "segments" | "isAnchored"> {
  const segments = pattern.split("/").filter((segment) => segment !== "");
  return { segments, isAnchored: /^\/|\/./.test(pattern) };
}
