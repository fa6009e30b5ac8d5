/** What a node has beside its children, and a path can name: `/#name`, `/#order`, `/@attribute`. */
export type PathAside = `#${string}` | `@${string}`;

/**
 * Writes a path inside an artefact: segments joined by `/`, escaped as in JSON Pointer (RFC 6901), `/` for the artefact itself.
 * Segments are keys, never list positions. A key that begins like an aside is written with `~2` for `#` and `~3` for `@`, so
 * that one path never speaks of two things.
 */
export function formatPath(segments: readonly string[], aside?: PathAside): string {
  const keys = segments.map((segment) => escapeSegment(segment).replace(/^#/, "~2").replace(/^@/, "~3"));
  const all = aside === undefined ? keys : [...keys, escapeSegment(aside)];
  return all.length === 0 ? "/" : all.map((segment) => `/${segment}`).join("");
}

/** Reads a path that `formatPath` wrote. */
export function parsePath(path: string): string[] {
  if (path === "/" || path === "") return [];
  return path.slice(1).split("/").map(unescapeSegment);
}

function escapeSegment(segment: string): string {
  return segment.replaceAll("~", "~0").replaceAll("/", "~1");
}

function unescapeSegment(segment: string): string {
  return segment.replace(/^~3/, "@").replace(/^~2/, "#").replaceAll("~1", "/").replaceAll("~0", "~");
}
