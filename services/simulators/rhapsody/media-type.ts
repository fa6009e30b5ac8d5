/** What a body is called when nobody asked for a version. */
const PLAIN = { json: "application/json", xml: "application/xml", zip: "application/zip" } as const;

const VENDOR = /^(?:application|text)\/vnd\.orchestral\.rhapsody\.(\d+(?:_\d+){1,2})\+(json|xml|zip)$/;

/**
 * Chooses the media type of an answer from what was asked for: the first that the engine knows, as it was asked. Nothing asked
 * is a web page; nothing known is `undefined`.
 */
export function chooseMediaType(
  accept: string | undefined,
  form: "json" | "xml" | "zip",
  version: string,
): string | undefined {
  if (accept === undefined || accept === "*/*") return "text/html";
  for (const range of accept.split(",")) {
    const type = (range.split(";")[0] ?? "").trim().toLowerCase();
    if (type === "text/html") return type;
    if (type === PLAIN[form] || (form === "xml" && type === "text/xml")) return type;
    const [, since, suffix] = VENDOR.exec(type) ?? [];
    if (since !== undefined && suffix === form && isKnown(since, version)) return type;
  }
  return undefined;
}

/** Older forms stay; those of later versions are not known. */
function isKnown(since: string, version: string): boolean {
  const [asked, own] = [since.split("_"), version.split(".")].map((parts) => parts.map(Number));
  for (let at = 0; at < 3; at += 1) {
    const difference = (own?.[at] ?? 0) - (asked?.[at] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
