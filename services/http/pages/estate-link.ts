/** The address of a page of an estate: each part is escaped, so that no id can lead elsewhere. */
export function estateLink(estate: string, ...parts: readonly string[]): string {
  return ["", "estates", estate, ...parts].map(encodeURIComponent).join("/");
}
