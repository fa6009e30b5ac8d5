/** Whether the header `If-None-Match` of a request names a value that is called `etag`. */
export function isKnownTag(header: string | undefined, etag: string): boolean {
  const tags = (header ?? "").split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  return tags.includes(`"${etag}"`);
}
