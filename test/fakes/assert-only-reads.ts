import assert from "node:assert/strict";

/** Holds what came in over the wire against a product's list of read requests. */
export function assertOnlyReads(
  readRequests: readonly string[],
  requests: readonly (readonly [method: string, path: string])[],
): void {
  const allowed = readRequests.map(
    (pattern) => new RegExp(`^${pattern.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll("\\*", "[^/]+")}$`),
  );
  for (const [method, path] of requests) {
    assert.ok(
      allowed.some((pattern) => pattern.test(`${method} ${path}`)),
      `${method} ${path} is not on the list of read requests`,
    );
  }
}
