/**
 * Masks a table cell by cell: CSV whose first line names the columns. Order and quotes stay as they are; where it is no sound
 * CSV, all text is handed over in some piece.
 *
 * @param maskCell masks the text of a cell; `column` is `undefined` for the names of the columns themselves
 */
export function maskCells(csv: string, maskCell: (text: string, column: string | undefined) => string): string {
  const columns: string[] = [];
  let masked = "";
  let from = 0;
  let isHead = true;
  let position = 0;
  for (const { start, end, isQuoted, isLast } of findCells(csv)) {
    const text = isQuoted ? csv.slice(start, end).replaceAll('""', '"') : csv.slice(start, end);
    if (isHead) columns.push(text);
    const safe = maskCell(text, isHead ? undefined : (columns[position] ?? ""));
    if (safe !== text) {
      masked += csv.slice(from, start) + (isQuoted ? safe.replaceAll('"', '""') : safe);
      from = end;
    }
    position = isLast ? 0 : position + 1;
    if (isLast) isHead = false;
  }
  return masked + csv.slice(from);
}

interface CellSpan {
  readonly start: number;
  readonly end: number;
  readonly isQuoted: boolean;
  /** The last of its line. */
  readonly isLast: boolean;
}

function* findCells(csv: string): Generator<CellSpan> {
  for (let at = 0; at < csv.length; ) {
    const close = csv.charAt(at) === '"' ? closingQuote(csv, at + 1) : at;
    // a quote that closes is followed by a separator; else the quotes are part of the text
    const isQuoted = close > at && endsCell(csv.charAt(close + 1));
    const stop = isQuoted ? close + 1 : nextSeparator(csv, close);
    yield { start: isQuoted ? at + 1 : at, end: isQuoted ? close : stop, isQuoted, isLast: csv.charAt(stop) !== "," };
    at = stop + 1;
  }
}

function endsCell(character: string): boolean {
  return character === "," || character === "\n" || character === "";
}

/** Two quotes stand for one inside a cell; a cell that is never closed ends with the text. */
function closingQuote(csv: string, from: number): number {
  for (let at = csv.indexOf('"', from); at !== -1; at = csv.indexOf('"', at + 2)) {
    if (csv.charAt(at + 1) !== '"') return at;
  }
  return csv.length;
}

function nextSeparator(csv: string, from: number): number {
  SEPARATOR.lastIndex = from;
  return SEPARATOR.exec(csv)?.index ?? csv.length;
}

const SEPARATOR = /[,\n]/g;
