/** A check that was asked for. */
export interface Asking {
  /** By which the queue knows it. */
  readonly key: string;
  readonly askedAt: string;
  readonly engineIds: readonly string[];
}

/** What names it in an address: it holds all that must be known of it, so that nothing is kept and any process can tell of it. */
export function idOfAsking({ key, askedAt, engineIds }: Asking): string {
  return Buffer.from(JSON.stringify([key, askedAt, engineIds]), "utf8").toString("base64url");
}

/** `undefined` of what is no such name. */
export function parseAsking(id: string): Asking | undefined {
  const value = parse(id);
  if (!Array.isArray(value)) return undefined;
  const [key, askedAt, engineIds]: readonly unknown[] = value;
  if (typeof key !== "string" || !/^asked-[0-9a-f-]{36,40}$/.test(key)) return undefined;
  if (typeof askedAt !== "string" || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(askedAt)) return undefined;
  if (!Array.isArray(engineIds) || engineIds.length === 0 || engineIds.length > 1000) return undefined;
  const ids = engineIds.filter((engine): engine is string => typeof engine === "string");
  return ids.length === engineIds.length ? { key, askedAt, engineIds: ids } : undefined;
}

function parse(id: string): unknown {
  try {
    return JSON.parse(Buffer.from(id, "base64url").toString("utf8"));
  } catch {
    // Whoever sent it is told that there is no such thing.
    return undefined;
  }
}
