/**
 * Parses Java properties (`java.util.Properties.load`): `key=value`, `key: value` or `key value`, comments with `#` or `!`,
 * lines that go on behind a backslash, `\uXXXX`. A key that stands twice has its last value, as it has for Java.
 */
export function parseProperties(text: string): ReadonlyMap<string, string> {
  const entries = new Map<string, string>();
  for (const line of logicalLines(text)) {
    const end = keyEnd(line);
    const key = decode(line.slice(0, end));
    entries.delete(key);
    entries.set(key, decode(line.slice(end).replace(/^[ \t\f]*[=:]?[ \t\f]*/, "")));
  }
  return entries;
}

/** Lines that say something, those that go on put together. */
function* logicalLines(text: string): Generator<string> {
  let open: string | undefined;
  for (const raw of text.replace(/^\ufeff/, "").split(/\r\n?|\n/)) {
    const line = raw.replace(/^[ \t\f]+/, "");
    if (open === undefined && (line === "" || /^[#!]/.test(line))) continue;
    const whole: string = (open ?? "") + line;
    const slashes = /\\*$/.exec(line)?.[0].length ?? 0;
    if (slashes % 2 === 1) {
      open = whole.slice(0, -1);
      continue;
    }
    open = undefined;
    yield whole;
  }
  if (open !== undefined && open !== "") yield open;
}

function keyEnd(line: string): number {
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === "\\") at += 1;
    else if (/[=: \t\f]/.test(line[at] ?? "")) return at;
  }
  return line.length;
}

const ESCAPES: Readonly<Record<string, string>> = { t: "\t", n: "\n", r: "\r", f: "\f" };

function decode(text: string): string {
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g, (_whole, code: string | undefined, letter = "") =>
    code === undefined ? (ESCAPES[letter] ?? letter) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}
