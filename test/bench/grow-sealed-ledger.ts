import { createHash, createPrivateKey, type KeyObject, sign } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { deflateSync } from "node:zlib";
import type { LedgerRecord } from "#schemas/ledger-record";
import { canonicalText, sealRecord } from "#services/core/seal/seal-record";
import { sealMessage } from "#services/core/seal/seal-trailers";
import { readWireStrings, wireString } from "#services/core/seal/ssh-wire";
import { exitOf, spawnGit } from "#services/stores/git/run-git";
import { startTreeImport } from "#services/stores/git/tree-import";
import { dayOf, dayPath } from "#services/stores/ledger/ledger-paths";
import { openLedgerMark } from "#services/stores/ledger/open-ledger-mark";
import type { TemporaryEstate } from "#test/fakes/temporary-estate";

/** What a ledger is to hold. */
export interface GrownLedger {
  /** Records beside those that are there. */
  readonly records: number;
  /** What a run says, by its number from 0. Types that have an index of their own are not grown. */
  readonly bodyOf: (run: number) => LedgerRecord["body"];
  /** Default 700. */
  readonly recordsOfADay?: number;
}

/** Where it grows. */
export interface GrowingEstate {
  readonly context: Pick<TemporaryEstate["context"], "gitDir" | "signingKeyFile" | "ledgerMarkFolder">;
  readonly git: TemporaryEstate["git"];
  readonly ledger: Pick<TemporaryEstate["ledger"], "records">;
}

const DAY_S = 86_400;

/**
 * Lets a ledger grow as if it had been appended to for years: each record sealed by a commit of its own, signed with the estate's key. It is
 * done in one pack, in minutes instead of hours; the commits share one tree, the last.
 */
export async function growSealedLedger(estate: GrowingEstate, grown: GrownLedger): Promise<void> {
  const { gitDir, signingKeyFile, ledgerMarkFolder = "" } = estate.context;
  const first = await newestOf(estate);
  const tree = startTreeImport(gitDir, "refs/heads/ledger");
  let day: { readonly name: string; readonly lines: string[] } = { name: "", lines: [] };
  const writeDay = (): Promise<void> => tree.file(dayPath(day.name), Buffer.from(day.lines.join("")));
  for (const record of recordsOf(grown, first)) {
    if (day.name !== dayNameOf(record)) {
      if (day.name !== "") await writeDay();
      day = { name: dayNameOf(record), lines: [] };
    }
    day.lines.push(canonicalText(record), "\n");
  }
  await writeDay();
  const finished = await tree.finish();
  const parent = await estate.git("rev-parse", "ledger");
  const { commit, last } = await writeCommits(gitDir, readKey(signingKeyFile), {
    tree: finished.tree,
    parent,
    records: recordsOf(grown, first),
    count: grown.records,
  });
  await estate.git("update-ref", "refs/heads/ledger", commit);
  await estate.git("update-ref", "-d", finished.ref);
  if (last !== undefined) await openLedgerMark(ledgerMarkFolder).replace(last);
}

async function newestOf({ ledger }: GrowingEstate): Promise<LedgerRecord | undefined> {
  for await (const record of ledger.records({ limit: 1 })) return record;
  return undefined;
}

/** Made anew for each walk: a quarter of a million of them are not held. */
function* recordsOf(grown: GrownLedger, first: LedgerRecord | undefined): Generator<LedgerRecord, void, undefined> {
  const { recordsOfADay = 700 } = grown;
  // The day after the newest record: the file of its own day stays as it is.
  const from = Date.parse(`${first?.at.slice(0, 10)}T00:00:00Z`) / 1000 + DAY_S;
  let previous = first;
  for (let run = 0; run < grown.records; run++) {
    const at = new Date((from + Math.floor((run / recordsOfADay) * DAY_S)) * 1000).toISOString();
    previous = sealRecord({ type: "run", actor: "lockstep", at, body: grown.bodyOf(run) }, previous);
    yield previous;
  }
}

function dayNameOf({ at }: LedgerRecord): string {
  return dayOf(new Date(at));
}

interface Wanted {
  readonly tree: string;
  readonly parent: string;
  readonly records: Iterable<LedgerRecord>;
  readonly count: number;
}

async function writeCommits(gitDir: string, key: SealingKey, wanted: Wanted) {
  const child = spawnGit(gitDir, ["index-pack", "--stdin", "--fsck-objects"]);
  child.stdout.resume();
  child.stderr.resume();
  const exit = exitOf(child);
  const hash = createHash("sha1");
  const write = async (bytes: Uint8Array): Promise<void> => {
    hash.update(bytes);
    if (!child.stdin.write(bytes)) await Promise.race([once(child.stdin, "drain"), exit]);
  };
  const header = Buffer.from("PACK\0\0\0\x02\0\0\0\0", "latin1");
  header.writeUInt32BE(wanted.count, 8);
  await write(header);
  let [commit, last] = [wanted.parent, undefined as LedgerRecord | undefined];
  for (const record of wanted.records) {
    const object = Buffer.from(sealedCommit(key, record, wanted.tree, commit));
    commit = createHash("sha1").update(`commit ${object.length}\0`).update(object).digest("hex");
    last = record;
    await write(Buffer.concat([commitHeader(object.length), deflateSync(object, { level: 1 })]));
  }
  child.stdin.end(hash.digest());
  if ((await exit) !== 0) throw new Error("git did not take the commits of the ledger");
  return { commit, last };
}

/** Type and size as a pack has them: four bits of it in the first byte, seven in each that follows. */
function commitHeader(size: number): Uint8Array {
  const bytes = [(1 << 4) | (size & 15)];
  for (let left = size >> 4; left > 0; left >>= 7) {
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) | 128;
    bytes.push(left & 127);
  }
  return Uint8Array.from(bytes);
}

function sealedCommit(key: SealingKey, record: LedgerRecord, tree: string, parent: string): string {
  const who = `Lockstep <lockstep@lockstep.example> ${Math.floor(Date.parse(record.at) / 1000)} +0000`;
  const head = `tree ${tree}\nparent ${parent}\nauthor ${who}\ncommitter ${who}\n`;
  const message = sealMessage(record, dayNameOf(record));
  return `${head}gpgsig ${armour(key, `${head}\n${message}`)}\n\n${message}`;
}

interface SealingKey {
  readonly privateKey: KeyObject;
  /** In wire form. */
  readonly publicKey: Uint8Array;
}

function armour({ privateKey, publicKey }: SealingKey, text: string): string {
  const digest = createHash("sha512").update(text).digest();
  const parts = ["git", "", "sha512"].map(wireString);
  const signature = sign(null, Buffer.concat([Buffer.from("SSHSIG"), ...parts, wireString(digest)]), privateKey);
  const inner = wireString(Buffer.concat([wireString("ssh-ed25519"), wireString(signature)]));
  const version = Uint8Array.of(0, 0, 0, 1);
  const body = Buffer.concat([Buffer.from("SSHSIG"), version, wireString(publicKey), ...parts, inner]);
  const lines = body.toString("base64").match(/.{1,70}/g) ?? [];
  return ["-----BEGIN SSH SIGNATURE-----", ...lines, "-----END SSH SIGNATURE-----"].join("\n ");
}

/** Reads a key file of `ssh-keygen` without passphrase (OpenSSH's PROTOCOL.key). */
function readKey(file: string): SealingKey {
  const lines = readFileSync(file, "utf8").trim().split("\n").slice(1, -1);
  const bytes = Buffer.from(lines.join(""), "base64").subarray("openssh-key-v1\0".length);
  const lengths = bytes.indexOf(Buffer.from([0, 0, 0, 1]), 12);
  const [publicKey, secret] = readWireStrings(bytes.subarray(lengths + 4), 2) ?? [];
  if (publicKey === undefined || secret === undefined) throw new Error(`${file} is no key of ssh-keygen`);
  const [point] = readWireStrings(publicKey, 2)?.slice(1) ?? [];
  // Two check numbers of four bytes, the kind, the point, and then the seed with the point again.
  const seed = secret.subarray(8 + 4 + 11 + 4 + 32 + 4).subarray(0, 32);
  const jwk = { kty: "OKP", crv: "Ed25519", d: toUrl(seed), x: toUrl(point ?? new Uint8Array(0)) };
  return { privateKey: createPrivateKey({ key: jwk, format: "jwk" }), publicKey };
}

function toUrl(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64url");
}
