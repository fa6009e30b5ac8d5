import type { KeyObject } from "node:crypto";
import { decodeBase64 } from "./decode-base64.js";
import { findEd25519, fingerprintOf } from "./ssh-key.js";

/** A public key that counts, of one line of an allowed-signers file (`man ssh-keygen`, ALLOWED SIGNERS). */
export interface AllowedSigner {
  readonly fingerprint: string;
  /** In wire form, base64. */
  readonly key: string;
  readonly publicKey: KeyObject;
  /** What it may sign; `null`: anything. */
  readonly namespaces: readonly string[] | null;
  /** First and last second in which it counts, ISO 8601; `null`: without end. */
  readonly from: string | null;
  readonly until: string | null;
}

/**
 * Reads the keys of an allowed-signers file that can be checked here. A line with another kind of key, an option that is not
 * known a pattern of namespaces or names that are excepted gives none: what it would allow is not guessed. Times without zone are UTC, as Lockstep runs Git.
 */
export function parseAllowedSigners(text: string): readonly AllowedSigner[] {
  return text.split("\n").flatMap((line) => parseLine(line.trim()) ?? []);
}

function parseLine(line: string): AllowedSigner | undefined {
  if (line === "" || line.startsWith("#")) return undefined;
  const match = /^(?:"[^"!]+"|[^\s"!]+)\s+(?:((?:[^\s"]|"[^"]*")+)\s+)?ssh-ed25519\s+([A-Za-z0-9+/=]+)(?:\s|$)/.exec(
    line,
  );
  const key = match?.[2] ?? "";
  const blob = decodeBase64(key);
  const publicKey = blob && findEd25519(blob);
  const options = parseOptions(match?.[1]);
  if (blob === undefined || publicKey === undefined || options === undefined) return undefined;
  return { fingerprint: fingerprintOf(blob), key, publicKey, ...options };
}

type Options = Pick<AllowedSigner, "namespaces" | "from" | "until">;

function parseOptions(text: string | undefined): Options | undefined {
  const options = { namespaces: null, from: null, until: null } as { -readonly [K in keyof Options]: Options[K] };
  for (const option of text?.match(/(?:[^,"]|"[^"]*")+/g) ?? []) {
    const [, name, value] = /^([a-z-]+)="([^"]+)"$/i.exec(option) ?? [];
    if (name === undefined || value === undefined || !setOption(options, name.toLowerCase(), value)) return undefined;
  }
  return options;
}

function setOption(options: { -readonly [K in keyof Options]: Options[K] }, name: string, value: string): boolean {
  if (name === "namespaces" && options.namespaces === null) {
    options.namespaces = value.split(",");
    return options.namespaces.every((namespace) => /^[A-Za-z0-9@._-]+$/.test(namespace));
  }
  const field = name === "valid-after" ? "from" : name === "valid-before" ? "until" : undefined;
  if (field === undefined || options[field] !== null) return false;
  options[field] = parseTime(value) ?? null;
  return options[field] !== null;
}

/** `YYYYMMDD` or `YYYYMMDDHHMM[SS]`, each with or without Z. */
function parseTime(value: string): string | undefined {
  const parts = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?Z?$/.exec(value);
  if (parts === null) return undefined;
  const [, year, month, day, hour = "00", minute = "00", second = "00"] = parts;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const time = Date.parse(iso);
  // A day that no month has would be counted on into the next one.
  return !Number.isNaN(time) && new Date(time).toISOString() === iso ? iso.replace(".000Z", "Z") : undefined;
}
