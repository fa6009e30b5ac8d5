/**
 * Writes a path inside an artefact: segments joined by `/`, escaped as in JSON Pointer (RFC 6901), `/` for the artefact itself.
 * Segments are keys, never list positions.
 */
export function formatPath(segments: readonly string[]): string {
  if (segments.length === 0) return "/";
  return segments.map((segment) => `/${segment.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** Reads a path that `formatPath` wrote. */
export function parsePath(path: string): string[] {
  if (path === "/" || path === "") return [];
  return path
    .slice(1)
    .split("/")
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
}
