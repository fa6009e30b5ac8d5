/** One place at which a file differs from what it should be. */
export interface TextDifference {
  /** For example `row 7 (f-12)`, `/tables/0/rows/3/verdict` or `line 40`. */
  readonly place: string;
  /** A sentence. */
  readonly message: string;
}

const MOST = 20;

/** Finds where a packed file differs from the one made again: rows of a list, places in JSON, or the first line of any other text. */
export function findTextDifferences(name: string, packed: string, made: string): readonly TextDifference[] {
  if (name.endsWith(".csv")) return findRows(rowsOf(packed), rowsOf(made)).slice(0, MOST);
  const place = name.endsWith(".json") ? findPointer(parseJson(packed), parseJson(made), "") : undefined;
  return [{ place: place ?? `line ${firstLine(packed, made)}`, message: "It differs from what the record gives." }];
}

interface Row {
  readonly text: string;
  readonly place: string;
  /** What the row is about: its first cell. */
  readonly key: string;
}

/** Rows as written, the heading being the first; a line end within quotes ends none. */
function rowsOf(text: string): readonly Row[] {
  const rows = text.match(/(?:"(?:[^"]|"")*"|[^"\r\n]|\r(?!\n)|")+(?=\r?\n|$)/g) ?? [];
  return rows.map((row, index) => {
    const key = /^(?:"(?:[^"]|"")*"|[^,]*)/.exec(row)?.[0].replace(/^\uFEFF/, "") ?? "";
    return { text: row, key, place: index === 0 ? "heading" : `row ${index} (${key.slice(0, 80)})` };
  });
}

function findRows(packed: readonly Row[], made: readonly Row[]): readonly TextDifference[] {
  const added = without(packed, made);
  const lost = without(made, packed);
  if (added.length === 0 && lost.length === 0) {
    const at = packed.findIndex(({ text }, index) => made[index]?.text !== text);
    return [{ place: packed[at]?.place ?? "its end", message: "Its rows stand in another order, or end otherwise." }];
  }
  const lostKeys = new Set(lost.map(({ key }) => key));
  const addedKeys = new Set(added.map(({ key }) => key));
  return [
    ...added.map(({ place, key }) => ({
      place,
      message: lostKeys.has(key) ? "It was changed: the record says otherwise." : "It was added: no record has it.",
    })),
    ...lost
      .filter(({ key }) => !addedKeys.has(key))
      .map(({ place }) => ({ place, message: "It was removed: the record has it." })),
  ];
}

/** As often as a row stands in one and not in the other. */
function without(rows: readonly Row[], others: readonly Row[]): readonly Row[] {
  const counts = new Map<string, number>();
  for (const { text } of others) counts.set(text, (counts.get(text) ?? 0) + 1);
  return rows.filter(({ text }) => {
    const left = counts.get(text) ?? 0;
    counts.set(text, left - 1);
    return left <= 0;
  });
}

/** The first place, by JSON pointer, at which two values differ; `undefined` where none does. */
function findPointer(one: unknown, other: unknown, pointer: string): string | undefined {
  if (Object.is(one, other)) return undefined;
  if (!isObject(one) || !isObject(other) || Array.isArray(one) !== Array.isArray(other)) return pointer || "/";
  for (const key of [...new Set([...Object.keys(one), ...Object.keys(other)])]) {
    const found = findPointer(one[key], other[key], `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function firstLine(packed: string, made: string): number {
  const [left, right] = [packed.split("\n"), made.split("\n")];
  const at = left.findIndex((line, index) => line !== right[index]);
  return (at < 0 ? left.length : at) + 1;
}
