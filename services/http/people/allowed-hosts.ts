/**
 * The hosts that a service on loopback answers to. A page elsewhere whose name was made to lead to this machine (DNS rebinding) bears its own name in
 * each request, and is answered nothing.
 */
export function allowedHosts(publicUrl: string | undefined): ReadonlySet<string> {
  const own = publicUrl === undefined ? [] : [new URL(publicUrl).hostname];
  return new Set(["localhost", "127.0.0.1", "[::1]", ...own]);
}

/** The host of a `Host` header, without its port; `undefined` where it is none. */
export function hostOf(header: string | undefined): string | undefined {
  const [, host] = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::\d{1,5})?$/i.exec(header ?? "") ?? [];
  return host?.toLowerCase();
}
