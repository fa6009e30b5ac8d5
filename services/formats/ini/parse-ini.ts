/** One section; the first, of what stands before any, has the name `""`. */
export interface IniSection {
  readonly name: string;
  readonly entries: readonly (readonly [key: string, value: string])[];
}

/**
 * Parses `key=value` lines in sections, taken as they stand. Comments begin with `;` or `#`; `#include` is none: the Java
 * Service Wrapper reads it. `undefined` where a line is neither, so that the text is kept whole instead.
 */
export function parseIni(text: string): readonly IniSection[] | undefined {
  const sections: { name: string; entries: (readonly [string, string])[] }[] = [{ name: "", entries: [] }];
  for (const raw of text.replace(/^\ufeff/, "").split(/\r\n?|\n/)) {
    const line = raw.trim();
    const include = /^#include(?:\.required)?\s+(.+)$/.exec(line);
    if (include?.[1] !== undefined) sections.at(-1)?.entries.push(["#include", include[1]]);
    if (line === "" || /^[;#]/.test(line)) continue;
    const name = /^\[([^\]]*)\]$/.exec(line)?.[1];
    const equals = line.indexOf("=");
    if (name !== undefined) sections.push({ name: name.trim(), entries: [] });
    else if (equals <= 0) return undefined;
    else sections.at(-1)?.entries.push([line.slice(0, equals).trim(), line.slice(equals + 1).trim()]);
  }
  return sections.filter(({ name, entries }) => name !== "" || entries.length > 0);
}
