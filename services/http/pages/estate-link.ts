/** The address of a page of an estate: each part is escaped, so that no id can lead elsewhere, nor break the page that it stands on. */
export function estateLink(estate: string, ...parts: readonly string[]): string {
  return ["", "estates", estate, ...parts].map((part) => encodeURIComponent(part.replace(HALVES, "\ufffd"))).join("/");
}

/** Halves of a character, which an address cannot hold. */
const HALVES = /[\ud800-\udfff]/gu;
