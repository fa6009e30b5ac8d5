import { createHash, createHmac } from "node:crypto";
import { matchesGlob } from "#services/core/text/match-glob";

/** The fingerprint of a server's key, as `ssh-keygen -lf` writes it. */
export function keyFingerprint(key: Uint8Array): string {
  return `SHA256:${createHash("sha256").update(key).digest("base64").replace(/=+$/, "")}`;
}

/**
 * Tells whether a known_hosts file names this key for this server: plain names, patterns with `!`, hashed names. A key that
 * is marked revoked is never known, and authorities are not asked.
 */
export function isKnownHost(knownHosts: string, host: string, port: number, key: Uint8Array): boolean {
  const wanted = Buffer.from(key).toString("base64");
  const name = port === 22 ? host : `[${host}]:${port}`;
  const lines = knownHosts.split(/\r?\n/).map((line) => line.trim().split(/\s+/));
  const fits = lines.filter(([first = ""]) => first !== "" && !first.startsWith("#")).map(readLine);
  const forKey = fits.filter((line) => line.key === wanted && namesHost(line.hosts, name.toLowerCase()));
  return forKey.length > 0 && forKey.every(({ mark }) => mark === "");
}

function readLine(parts: readonly string[]): { readonly mark: string; readonly hosts: string; readonly key: string } {
  const mark = parts[0]?.startsWith("@") === true ? parts[0] : "";
  const [hosts = "", , key = ""] = mark === "" ? parts : parts.slice(1);
  return { mark, hosts, key };
}

function namesHost(hosts: string, name: string): boolean {
  const patterns = hosts.split(",");
  if (patterns.some((pattern) => pattern.startsWith("!") && fitsPattern(pattern.slice(1), name))) return false;
  return patterns.some((pattern) => fitsPattern(pattern, name));
}

function fitsPattern(pattern: string, name: string): boolean {
  const [, salt, hash] = /^\|1\|([^|]+)\|([^|]+)$/.exec(pattern) ?? [];
  if (salt !== undefined) {
    return createHmac("sha1", Buffer.from(salt, "base64")).update(name).digest("base64") === hash;
  }
  return matchesGlob(pattern.toLowerCase(), name);
}
