/**
 * Writes a table that is text (CSV, with any separator) so that each cell follows the name of its column; `undefined` where no line names columns in which
 * a patient may stand.
 */
export function nameColumns(text: string): string | undefined {
  const head = HEAD.exec(text);
  if (head === null) return undefined;
  const [line] = head;
  const mark = [",", ";", "\t", "|"].toSorted((a, b) => line.split(b).length - line.split(a).length)[0] ?? ",";
  const names = cellsOf(line, mark).map((name) => name.slice(0, MOST_NAME));
  if (names.length < 2 || names.length > MOST_COLUMNS) return undefined;
  const rows = text.slice(head.index + line.length).split(/\r?\n/);
  return rows
    .filter((row) => row.includes(mark))
    .map((row) => nameCells(cellsOf(row, mark), names))
    .join("\n");
}

/** Where a head has more cells than its rows, the first of them belong to what the table stands in. */
function nameCells(cells: readonly string[], names: readonly string[]): string {
  const before = Math.max(0, names.length - cells.length);
  return cells.map((cell, at) => (/[\p{L}\d]{2}/u.test(cell) ? `${names[at + before] ?? ""}: ${cell}` : "")).join("; ");
}

const MOST_NAME = 32;
const MOST_COLUMNS = 400;
const HEAD =
  /^(?=[^\n]{0,2000}[,;\t|])[^\n]{0,2000}(?:nhs|birth|dob|surname|family|mrn|hospital|patient|casenote|postcode)[^\n]{0,2000}$/im;

/** A cell in quotes that spans lines is cut there: what is looked for does not. Quotes that do not pair belong to what is around. */
function cellsOf(line: string, mark: string): readonly string[] {
  const single = line.replaceAll('""', "");
  const isSound = single.split('"').length % 2 === 1;
  const cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (const character of isSound ? single : single.replaceAll('"', "")) {
    if (character === '"') isQuoted = !isQuoted;
    else if (character === mark && !isQuoted) {
      cells.push(cell.trim());
      cell = "";
    } else cell += character;
  }
  return [...cells, cell.trim()];
}
