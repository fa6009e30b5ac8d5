/** Kinds without which what uses them cannot start. */
const NEEDED: Readonly<Record<string, string>> = {
  variable: "components that use the variable come up as NOT_CONFIGURED",
  "security-object": "connections that use the certificate or key cannot be made",
  module: "components of the module do not exist there",
  library: "code that uses the library fails",
  "lookup-table": "messages are translated differently, or not at all",
  locker: "everything in it is missing",
};

/** Kinds of which every byte counts. */
const WHOLE = new Set(["lookup-table", "module", "library"]);

/**
 * Says why a failover cannot work while the nodes differ here. Values of variables may differ from site to site; that one is
 * there, and that an override was not forgotten, may not.
 */
export function mustMatch(kind: string, _key: string, segments: readonly string[]): string | undefined {
  const [first] = segments;
  if (kind === "variable" && first === "overridden") return "an override was left on one node";
  if (kind === "engine" && first === "version")
    return "a configuration is restored to the same or a later version only";
  if (first === "identity") return undefined;
  if (!Object.hasOwn(NEEDED, kind)) return undefined;
  return segments.length === 0 || WHOLE.has(kind) ? NEEDED[kind] : undefined;
}
