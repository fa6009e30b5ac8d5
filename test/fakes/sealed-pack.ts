import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strToU8, Zip, ZipDeflate } from "fflate";
import type { LedgerRecord } from "#schemas/ledger-record";
import { sealRecord } from "#services/core/seal/seal-record";
import { sealMessage } from "#services/core/seal/seal-trailers";

/** A key pair on a disk, as `ssh-keygen` makes it. */
export interface TestKey extends Disposable {
  readonly fingerprint: string;
  /** Its public half, as it stands in a list of keys: kind and key. */
  readonly line: string;
  /** The lines between the marks of an armoured signature, joined by line ends. */
  sign(namespace: string, text: string | Uint8Array): string;
}

/** The public halves of all keys that were made: a small pack lists them. */
const lines = new Set<string>();

/** Makes a key of its own, without the product: what it signs is what OpenSSH signs. */
export function makeTestKey(type = "ed25519"): TestKey {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-test-key-"));
  const file = join(folder, "key");
  execFileSync("ssh-keygen", ["-q", "-t", type, "-N", "", "-C", "test", "-f", file]);
  const line = readFileSync(`${file}.pub`, "utf8").split(" ").slice(0, 2).join(" ");
  lines.add(line);
  const shown = execFileSync("ssh-keygen", ["-lf", `${file}.pub`], { encoding: "utf8" });
  return {
    fingerprint: /SHA256:\S+/.exec(shown)?.[0] ?? "",
    line,
    sign(namespace, text) {
      const source = join(folder, "text");
      writeFileSync(source, text);
      rmSync(`${source}.sig`, { force: true });
      execFileSync("ssh-keygen", ["-q", "-Y", "sign", "-n", namespace, "-f", file, source], { stdio: "ignore" });
      return readFileSync(`${source}.sig`, "utf8").trim().split("\n").slice(1, -1).join("\n");
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A record in its chain with the commit that sealed it. */
export interface Sealed {
  readonly line: string;
  readonly commit: string;
  readonly object: string;
}

/** Seals records as the ledger does, into commits without a tree of their own. */
export function sealChain(
  key: TestKey,
  bodies: readonly LedgerRecord["body"][],
  after: readonly Sealed[] = [],
  later = "run" as LedgerRecord["type"],
  seconds = FIRST_SEAL,
): Sealed[] {
  const chain: Sealed[] = [...after];
  let previous = chain.map(({ line }) => JSON.parse(line) as LedgerRecord).at(-1);
  for (const body of bodies) {
    const type = previous === undefined ? "estate-created" : later;
    const record = sealRecord({ type, actor: "lockstep", at: "2026-07-01T02:00:00.000Z", body }, previous);
    chain.push(sealLine(key, canonicalLine(record), record, chain.at(-1)?.commit, seconds));
    previous = record;
  }
  return chain;
}

function canonicalLine(record: unknown): string {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([k, v]) => [k, sorted(v)]),
    );
  };
  return JSON.stringify(sorted(record));
}

/** When records are sealed unless told, seconds since 1970: 1 July 2026, 02:00. */
const FIRST_SEAL = 1_782_871_200;

/** One seal of one line; also of one that is not what it should be. */
export function sealLine(
  key: TestKey,
  line: string,
  record: LedgerRecord,
  parent: string | undefined,
  seconds = FIRST_SEAL,
): Sealed {
  const who = `Lockstep <lockstep@lockstep.example> ${seconds} +0000`;
  const tree = createHash("sha1").update(`tree 0\0`).digest("hex");
  const header = [
    `tree ${tree}`,
    ...(parent === undefined ? [] : [`parent ${parent}`]),
    `author ${who}`,
    `committer ${who}`,
  ];
  const message = sealMessage(record, "2026/07/01");
  const signature = key.sign("git", `${header.join("\n")}\n\n${message}`).replaceAll("\n", "\n ");
  const armoured = `gpgsig -----BEGIN SSH SIGNATURE-----\n ${signature}\n -----END SSH SIGNATURE-----`;
  const object = `${[...header, armoured].join("\n")}\n\n${message}`;
  return { line, object, commit: gitId("commit", object) };
}

function gitId(type: string, text: string): string {
  return createHash("sha1")
    .update(`${type} ${Buffer.byteLength(text)}\0${text}`)
    .digest("hex");
}

/** The files of a small pack, by name, without the envelope. */
export function packFiles(
  chain: readonly Sealed[],
  others: Readonly<Record<string, string>> = {},
): Map<string, Uint8Array> {
  const inLines = (texts: readonly string[]): Uint8Array => strToU8(texts.map((text) => `${text}\n`).join(""));
  return new Map([
    ["01-population.csv", strToU8("change\r\none\r\n")],
    ...Object.entries(others).map(([name, text]) => [name, strToU8(text)] as const),
    ["inputs/allowed_signers", inLines([...lines].map((line) => `lockstep ${line}`))],
    ["inputs/ledger.jsonl", inLines(chain.map(({ line }) => line))],
    ["inputs/seals.jsonl", inLines(chain.map(({ commit, object }) => JSON.stringify({ commit, object })))],
  ]);
}

/** The envelope over files, signed by a key; `edit` alters the statement before it is signed. */
export function envelopeOf(
  key: TestKey,
  files: ReadonlyMap<string, Uint8Array>,
  chain: readonly Sealed[],
  generatedAt = "2026-07-01T03:00:00.000Z",
  edit: (statement: string) => string = (statement) => statement,
): string {
  const head = JSON.parse(chain.at(-1)?.line ?? "{}") as LedgerRecord;
  const statement = {
    _type: "https://in-toto.io/Statement/v1",
    subject: [...files].map(([name, bytes]) => ({
      name,
      digest: { sha256: createHash("sha256").update(bytes).digest("hex") },
    })),
    predicateType: "https://lockstep.example/attestations/evidence-pack/v1",
    predicate: { generatedAt, ledgerHead: { seq: head.seq, hash: head.hash } },
  };
  const [payloadType, payload] = ["application/vnd.in-toto+json", Buffer.from(edit(canonicalLine(statement)))];
  const signed = Buffer.concat([
    Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} `),
    payload,
  ]);
  const sig = key.sign("lockstep-evidence", signed).replaceAll("\n", "");
  return canonicalLine({
    payloadType,
    payload: payload.toString("base64"),
    signatures: [{ keyid: key.fingerprint, sig }],
  });
}

/** The archive of files and envelope, in the form in which Lockstep writes archives. */
export function zipOf(files: ReadonlyMap<string, Uint8Array>, envelope: string): Uint8Array<ArrayBuffer> {
  return zipped([...files, ["attestation.dsse.json", strToU8(envelope)]]);
}

/** An archive of that form, also of names that a pack never has. */
export function zipped(files: Iterable<readonly [name: string, bytes: Uint8Array]>): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const zip = new Zip((_, part) => parts.push(part));
  for (const [name, bytes] of files) {
    const entry = new ZipDeflate(name, { level: 6, mem: 8 });
    entry.mtime = "1980-01-01T12:00:00";
    zip.add(entry);
    entry.push(bytes, true);
  }
  zip.end();
  return new Uint8Array(Buffer.concat(parts));
}
