/*
 * Checks an evidence pack of Lockstep, by itself.
 *
 *   node verify.mjs lockstep-evidence.zip [--key SHA256:…]… [--head 41:sha256:…]…
 *
 * It is one file on purpose: it imports nothing of Lockstep and no package, reads no network and writes nothing, so that whoever receives a pack can
 * read it from top to bottom before running it. The same text runs inside verify.html in a browser. It needs Node 20.19 or newer, or a browser with
 * Ed25519 in Web Cryptography. The pack is read piece by piece: however long its record is, little of it is held at a time.
 *
 * What it proves: each file is the one that was signed; the signature is by the key that it names; the record inside is whole: no line was edited,
 * dropped, added or moved, and each was sealed by a signed commit. What it does not: that tables and verdicts follow from the record. For that,
 * `lockstep evidence verify` makes every one of them again.
 *
 * Exit codes: 0 all of it holds · 1 something does not fit · 2 it cannot be told.
 */

/** Whom the reader trusts, learnt outside the pack: from the organisation, or from a mail of its ledger's head. */
export interface Trust {
  /** Fingerprints of the organisation's keys, `SHA256:` and 43 characters each, as `ssh-keygen -lf` writes them. */
  readonly keys?: ReadonlySet<string>;
  /** Records that were noted elsewhere, by number. */
  readonly heads?: ReadonlyMap<number, string>;
}

/** One thing that does not fit, or cannot be told. */
export interface Fault {
  readonly check: "archive" | "digests" | "signature" | "ledger";
  readonly outcome: "broken" | "unknown";
  /** The file, or the record, that it is about. */
  readonly about: string;
  readonly message: string;
}

/** What was found. `holds`: everything was checked and fits. `unknown`: nothing is broken, and something cannot be told. */
export interface Result {
  readonly outcome: "holds" | "broken" | "unknown";
  readonly faults: readonly Fault[];
  readonly files: number;
  readonly records: number;
  readonly signedBy: string | null;
  /** The newest record: what to hold against a head that was mailed. */
  readonly head: string | null;
}

/** An archive, wherever it lies: how long it is, and its bytes from one place up to another. */
export interface Archive {
  readonly size: number;
  read(from: number, until: number): Promise<Bytes>;
}

/** What Node and a browser do each in its own way, piece by piece. */
export interface Machine {
  /** Undoes "deflate". It fails where that is damaged, or something follows it. */
  inflate(packed: Pieces, length: number): Pieces;
  /** Begins a SHA-256. */
  sha256(): { update(piece: Bytes): void; digest(): Bytes };
}

type Bytes = Uint8Array<ArrayBuffer>;
type Pieces = AsyncIterable<Bytes>;
type Json = { readonly [key: string]: unknown };

const ENVELOPE = "attestation.dsse.json";
const LEDGER = "inputs/ledger.jsonl";
const SEALS = "inputs/seals.jsonl";
const SIGNERS = "inputs/allowed_signers";
const PAYLOAD_TYPE = "application/vnd.in-toto+json";
/** For what a key may be listed that signs a pack: the one that seals the ledger signs its packs. */
const FOR_PACKS = ["lockstep-evidence", "git"];
const FOR_SEALS = ["git"];
/** A pack of a large estate over years is far below; what says more is no pack. */
const MAX_BYTES_INFLATED = 16 * 1024 ** 3;
const MAX_FILES = 200;
/** Of what is held as a whole: the statement and the list of keys; one record. */
const MAX_BYTES_HELD = 16 * 1024 ** 2;
const MAX_BYTES_OF_LINE = 64 * 1024 ** 2;
const PIECE_BYTES = 64 * 1024;
/** Of very many faults the first are told. */
const MAX_FAULTS = 100;

/** Checks a pack. Never throws for what is wrong with it: it says so. */
export async function verifyPack(archive: Archive, trust: Trust = {}, machine?: Machine): Promise<Result> {
  const faults: Fault[] = [];
  let isBroken = false;
  const tell = (fault: Fault): void => {
    isBroken ||= fault.outcome === "broken";
    if (faults.length < MAX_FAULTS) faults.push(fault);
  };
  let files = 0;
  let signedBy: string | null = null;
  let ledger: LedgerEnd = { records: 0, head: null, at: 0, latest: 0, keys: new Set(), vouched: new Set() };
  try {
    const pack = await openPack(archive, machine ?? (await findMachine()));
    files = pack.entries.size;
    const envelope = await readEnvelope(pack);
    signedBy = await checkSignature(envelope, tell);
    await checkDigests(pack, envelope.subjects, tell);
    const signers = await readSigners(pack);
    ledger = await checkLedger(pack, { ...trust, signers }, tell);
    checkTime(envelope, ledger, tell);
    if (signedBy !== null) judgeKey(signedBy, { trust, signers, ledger, at: envelope.at }, tell);
    if (`${ledger.records - 1}:${ledger.head}` !== envelope.head) {
      const message = `The statement was signed over a record that ends with ${envelope.head}: it ends with ${ledger.records - 1}:${ledger.head ?? "nothing"}.`;
      tell({ check: "ledger", outcome: "broken", about: LEDGER, message });
    }
  } catch (error) {
    if (error instanceof Refusal) {
      tell({ check: error.check, outcome: "broken", about: error.about, message: error.message });
    } else {
      const message = "It cannot be read, or holds something that this program does not know how to read.";
      tell({ check: "archive", outcome: "unknown", about: "the archive", message });
    }
  }
  const outcome = isBroken ? "broken" : faults.length > 0 ? "unknown" : "holds";
  return { outcome, faults, files, records: ledger.records, signedBy, head: ledger.head };
}

/** What ends the work on a pack. */
class Refusal extends Error {
  readonly check: Fault["check"];
  readonly about: string;
  constructor(check: Fault["check"], about: string, message: string) {
    super(message);
    this.check = check;
    this.about = about;
  }
}

type Tell = (fault: Fault) => void;

/* ---------------------------------------------------------------- the archive (ZIP, as of PKWARE's APPNOTE) */

interface Pack {
  readonly entries: ReadonlyMap<string, Entry>;
  readonly machine: Machine;
  /** The bytes of a file, as many as the directory says. */
  read(entry: Entry): Pieces;
}

interface Entry {
  readonly name: string;
  /** 0: as it is, 8: deflated. */
  readonly method: number;
  readonly crc: number;
  readonly packedBytes: number;
  readonly size: number;
  /** Where its own header begins. */
  readonly offset: number;
}

/**
 * Lockstep writes archives in one form: the files one after the other from the first byte, the directory, its end; no comment, no attribute, no
 * extension, nothing between. Whatever is otherwise is refused: two programs could take it for two archives, or for links and places elsewhere.
 */
async function openPack(archive: Archive, machine: Machine): Promise<Pack> {
  const entries = new Map<string, Entry>();
  const names = new Set<string>();
  const endAt = archive.size - 22;
  const end = endAt < 0 ? undefined : viewOf(await archive.read(endAt, archive.size));
  if (end === undefined || end.getUint32(0, true) !== 0x06054b50) {
    throw strange("the archive", "It does not end as an archive does: it was cut off, or something was added to it.");
  }
  const [count, length, start] = [end.getUint16(10, true), end.getUint32(12, true), end.getUint32(16, true)];
  const isOurs = end.getUint32(4, true) === 0 && end.getUint16(8, true) === count && end.getUint16(20, true) === 0;
  if (!isOurs || count > MAX_FILES || length > MAX_FILES * 256 || start + length !== endAt)
    throw strange("the archive", "Its end is not as Lockstep writes it.");
  const directory = await archive.read(start, endAt);
  let [at, place, inflated] = [0, 0, 0];
  for (let index = 0; index < count; index += 1) {
    const entry = readEntry(directory.subarray(at), place);
    at += 46 + entry.name.length;
    // Where case does not matter, two names that differ in it are one file.
    if (names.has(entry.name.toLowerCase())) throw strange(entry.name, "It stands in the archive twice.");
    names.add(entry.name.toLowerCase());
    entries.set(entry.name, entry);
    inflated += entry.size;
    const from = place + 30 + entry.name.length + entry.packedBytes;
    place = from + 16;
    if (place > start || inflated > MAX_BYTES_INFLATED) throw strange(entry.name, "It is larger than a pack can be.");
    const before = await archive.read(entry.offset, entry.offset + 30 + entry.name.length);
    const behind = await archive.read(from, place);
    if (!isSame(before, headerOf(entry)) || !isSame(behind, descriptorOf(entry)))
      throw strange(entry.name, "What stands around it is not what the directory says of it.");
  }
  if (at !== directory.length || place !== start)
    throw strange("the archive", "Something lies between its files, its directory and its end.");
  return { entries, machine, read: (entry) => readFrom(archive, entry, machine) };
}

function strange(about: string, message: string): Refusal {
  return new Refusal("archive", about, message);
}

/** The line of the directory that begins here, if it is in the one form. */
function readEntry(directory: Bytes, offset: number): Entry {
  if (directory.length < 46) throw strange("the archive", "Its directory is damaged.");
  const view = viewOf(directory);
  const name = latin1(directory.subarray(46, 46 + view.getUint16(28, true)));
  if (name.length > 100 || !/^[A-Za-z0-9][A-Za-z0-9._-]*(?:\/[A-Za-z0-9][A-Za-z0-9._-]*)?$/.test(name))
    throw strange("the archive", "It holds a name that Lockstep does not give.");
  const [method, crc] = [view.getUint16(10, true), view.getUint32(16, true)];
  const [packedBytes, size] = [view.getUint32(20, true), view.getUint32(24, true)];
  const entry = { name, method, crc, packedBytes, size, offset };
  if ((method !== 0 && method !== 8) || (method === 0 && size !== packedBytes))
    throw strange(name, "It is packed in a way that no pack is.");
  if (!isSame(directory.subarray(0, 46 + name.length), directoryLineOf(entry)))
    throw strange(name, "It is not packed as Lockstep packs it: another program made the archive, or it was changed.");
  return entry;
}

const FLAGS = 8; // sizes and checksum follow the bytes; no encryption, and names of ASCII
const TIME = 0x0021_6000; // noon of 1 January 1980

function directoryLineOf({ name, method, crc, packedBytes, size, offset }: Entry): Bytes {
  const about = [u16(20), u16(20), u16(FLAGS), u16(method), u32(TIME), u32(crc), u32(packedBytes), u32(size)];
  // No extension, comment, further disk or attribute.
  return join(u32(0x02014b50), ...about, u16(name.length), new Uint8Array(12), u32(offset), ascii(name));
}

function headerOf({ name, method }: Entry): Bytes {
  const about = [u16(20), u16(FLAGS), u16(method), u32(TIME), new Uint8Array(12)];
  return join(u32(0x04034b50), ...about, u16(name.length), u16(0), ascii(name));
}

function descriptorOf({ crc, packedBytes, size }: Entry): Bytes {
  return join(u32(0x08074b50), u32(crc), u32(packedBytes), u32(size));
}

/** It stops at the first byte beyond what was said, so that nothing unpacks without end. */
async function* readFrom(archive: Archive, entry: Entry, machine: Machine): Pieces {
  const packed = packedBytesOf(archive, entry);
  let length = 0;
  try {
    for await (const piece of entry.method === 0 ? packed : machine.inflate(packed, entry.packedBytes)) {
      length += piece.length;
      if (length > entry.size) throw strange(entry.name, "More comes out of it than it says.");
      yield piece;
    }
  } catch (error) {
    throw error instanceof Refusal ? error : strange(entry.name, "It is damaged, and cannot be unpacked.");
  }
  if (length !== entry.size) throw strange(entry.name, "Less comes out of it than it says.");
}

async function* packedBytesOf(archive: Archive, { name, offset, packedBytes }: Entry): Pieces {
  const start = offset + 30 + name.length;
  for (let at = 0; at < packedBytes; at += PIECE_BYTES)
    yield await archive.read(start + at, start + Math.min(at + PIECE_BYTES, packedBytes));
}

/** The text of a file that is held as a whole. */
async function textOf(pack: Pack, name: string): Promise<string> {
  const parts: Bytes[] = [];
  let length = 0;
  for await (const piece of pack.read(entryOf(pack, name))) {
    length += piece.length;
    if (length > MAX_BYTES_HELD) throw strange(name, "It is larger than it can be.");
    parts.push(piece);
  }
  return textIn(name, join(...parts));
}

/** The lines of a file as they come, each without its end, which the last one has too. */
async function* linesOf(pack: Pack, name: string): AsyncGenerator<string, void, undefined> {
  let [held, length]: [Bytes[], number] = [[], 0];
  for await (const piece of pack.read(entryOf(pack, name))) {
    let start = 0;
    for (let end = piece.indexOf(10); end >= 0; end = piece.indexOf(10, start)) {
      yield textIn(name, join(...held, piece.subarray(start, end)));
      [held, length, start] = [[], 0, end + 1];
    }
    held.push(piece.slice(start));
    length += piece.length - start;
    if (length > MAX_BYTES_OF_LINE) throw strange(name, "It has a line that is longer than any record.");
  }
  if (length > 0) throw strange(name, "Its last line has no end: it was cut off.");
}

function textIn(name: string, bytes: Bytes): string {
  try {
    return utf8(bytes);
  } catch {
    throw strange(name, "It is no text.");
  }
}

function entryOf({ entries }: Pack, name: string): Entry {
  const entry = entries.get(name);
  if (entry === undefined) throw strange(name, "The pack does not hold it.");
  return entry;
}

/* ---------------------------------------------------------------- the statement (in-toto) in its envelope (DSSE) */

interface Envelope {
  /** What the signature is over: type and payload in the encoding of DSSE. */
  readonly signed: Bytes;
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
  readonly subjects: ReadonlyMap<string, string>;
  /** `number:hash` of the newest record. */
  readonly head: string;
  /** When it says that it was made, milliseconds since 1970. */
  readonly at: number;
}

async function readEnvelope(pack: Pack): Promise<Envelope> {
  const text = await textOf(pack, ENVELOPE);
  try {
    const { payloadType, payload, signatures } = plain(text.replace(/\n$/, ""));
    if (payloadType !== PAYLOAD_TYPE) throw noStatement("it is of another type");
    const body = base64(payload);
    const { subject, predicate } = plain(utf8(body));
    const subjects = new Map<string, string>();
    for (const { name, digest } of subject) {
      if (subjects.has(name)) throw noStatement("it names a file twice");
      subjects.set(String(name), String(digest.sha256));
    }
    const signed = join(ascii(`DSSEv1 ${PAYLOAD_TYPE.length} ${PAYLOAD_TYPE} ${body.length} `), body);
    return {
      signed,
      signatures,
      subjects,
      head: `${predicate.ledgerHead.seq}:${predicate.ledgerHead.hash}`,
      at: Date.parse(predicate.generatedAt),
    };
  } catch (error) {
    throw error instanceof Refusal ? error : noStatement("it does not read");
  }
}

function noStatement(why: string): Refusal {
  return new Refusal("signature", ENVELOPE, `It is no statement of a pack: ${why}.`);
}

/** What a text says that has one meaning: of a name that stands twice each reader takes another. */
function plain(text: string) {
  const value = JSON.parse(text);
  if (canonical(value) !== text) throw noStatement("it is not written in the one form that packs are");
  return value;
}

async function checkDigests(pack: Pack, subjects: Envelope["subjects"], tell: Tell): Promise<void> {
  const broken = (about: string, message: string): void =>
    tell({ check: "digests", outcome: "broken", about, message });
  for (const entry of pack.entries.values()) {
    if (entry.name === ENVELOPE) continue;
    const signed = subjects.get(entry.name);
    if (signed === undefined) broken(entry.name, "It was put into the pack: nothing that was signed names it.");
    else if ((await digestOf(pack, entry)) !== signed)
      broken(entry.name, "It is not the file that was signed: it was changed.");
  }
  for (const name of subjects.keys()) {
    if (!pack.entries.has(name)) broken(name, "It was signed, and the pack does not hold it.");
  }
}

async function digestOf(pack: Pack, entry: Entry): Promise<string> {
  const hash = pack.machine.sha256();
  for await (const piece of pack.read(entry)) hash.update(piece);
  return hex(hash.digest());
}

/** Gives the fingerprint of the key that signed, where the signature fits. */
async function checkSignature({ signed, signatures }: Envelope, tell: Tell): Promise<string | null> {
  const [first, ...others] = Array.isArray(signatures) ? signatures : [];
  if (typeof first?.sig !== "string" || others.length > 0)
    throw new Refusal("signature", ENVELOPE, "It must be signed once.");
  const found = await checkSshSignature(first.sig, signed, "lockstep-evidence");
  if (typeof found === "string" && found === first.keyid) return found;
  const other = { outcome: "broken", message: "Another key signed it than the one named beside it." } as const;
  tell({ check: "signature", about: ENVELOPE, ...(typeof found === "string" ? other : found) });
  return null;
}

/** The time of making is its signer's word; it cannot lie before the newest record that was packed. */
function checkTime({ at }: Envelope, ledger: LedgerEnd, tell: Tell): void {
  if (at >= ledger.at || Number.isNaN(ledger.at)) return;
  const message = `It says that it was made ${timeText(at)}, and its newest record ${timeText(ledger.at)}, after that.`;
  tell({ check: "signature", outcome: "broken", about: ENVELOPE, message });
}

function timeText(at: number): string {
  return Number.isNaN(at) ? "at no time" : `at ${new Date(at).toISOString()}`;
}

interface KeyQuestion {
  readonly trust: Trust;
  readonly signers: Signers;
  readonly ledger: LedgerEnd;
  /** When the statement says it was signed. */
  readonly at: number;
}

/** Whether the key counts by what is packed, and whether the reader trusts it: by its name, or because records that a trusted key sealed lead to it. */
function judgeKey(key: string, { trust: { keys = new Set() }, signers, ledger, at }: KeyQuestion, tell: Tell): void {
  const broken = (message: string): void => tell({ check: "signature", outcome: "broken", about: key, message });
  const doubt = findDoubt(signers, key, { at: Math.max(at, ledger.latest), purposes: FOR_PACKS });
  if (doubt !== undefined) broken(`It was signed by ${doubt}`);
  if (keys.size === 0) {
    const message = `It was signed by ${key}. Ask the organisation, by another way than this pack, whether that is its key.`;
    tell({ check: "signature", outcome: "unknown", about: key, message });
  } else if (!ledger.vouched.has(key)) broken("It was signed by another key than yours.");
  if (ledger.records > 0 && !ledger.keys.has(key)) broken("It was signed by a key that no record inside knows.");
}

/* ---------------------------------------------------------------- SSH signatures (OpenSSH's PROTOCOL.sshsig), Ed25519 alone */

type Problem = Pick<Fault, "outcome" | "message">;

/** The fingerprint of the key by which a text was signed, or what is the matter. */
async function checkSshSignature(armoured: string, text: Bytes, namespace: string): Promise<string | Problem> {
  const broken = (message: string): Problem => ({ outcome: "broken", message });
  const blob = bytesIn(armoured) ?? new Uint8Array(0);
  const fields = wire(blob.subarray(10));
  if (latin1(blob.subarray(0, 10)) !== "SSHSIG\0\0\0\x01" || fields?.length !== 5)
    return broken("It holds no SSH signature.");
  const [publicKey, space, reserved, hash, signature] = fields as [Bytes, Bytes, Bytes, Bytes, Bytes];
  const [keyType, key, ...more] = wire(publicKey) ?? [];
  const [signatureType, value, ...further] = wire(signature) ?? [];
  if (latin1(space) !== namespace) return broken("It was signed for something else.");
  const algorithm = { sha256: "SHA-256", sha512: "SHA-512" }[latin1(hash)];
  const isWhole = reserved.length === 0 && keyType !== undefined && signatureType !== undefined;
  if (!isWhole || algorithm === undefined || key === undefined || value === undefined)
    return broken("Its signature is damaged.");
  if (latin1(keyType) !== "ssh-ed25519" || latin1(signatureType) !== "ssh-ed25519") {
    return { outcome: "unknown", message: "It was signed with a kind of key that this program cannot check." };
  }
  if (more.length > 0 || further.length > 0 || key.length !== 32 || value.length !== 64)
    return broken("Its signature is damaged.");
  const hashed = await digest(algorithm, text);
  const over = join(ascii("SSHSIG"), packed(space), packed(reserved), packed(hash), packed(hashed));
  const imported = await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]).catch(() => undefined);
  if (imported === undefined)
    return {
      outcome: "unknown",
      message: "This machine cannot check Ed25519 signatures: use another browser, or Node 20.",
    };
  if (!(await crypto.subtle.verify("Ed25519", imported, value, over)))
    return broken("Its signature does not fit it: it was changed after it was signed.");
  return fingerprintOf(publicKey);
}

async function fingerprintOf(publicKey: Bytes): Promise<string> {
  const text = btoa(latin1(await digest("SHA-256", publicKey)));
  return `SHA256:${text.replace(/=+$/, "")}`;
}

/** The fields of SSH's wire format: a length in four bytes, and so many bytes. */
function wire(bytes: Bytes): Bytes[] | undefined {
  const view = viewOf(bytes);
  const fields: Bytes[] = [];
  for (let at = 0; at < bytes.length; ) {
    if (at + 4 > bytes.length) return undefined;
    const length = view.getUint32(at);
    if (at + 4 + length > bytes.length) return undefined;
    fields.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return fields;
}

function packed(bytes: Bytes): Bytes {
  const length = new Uint8Array(4);
  viewOf(length).setUint32(0, bytes.length);
  return join(length, bytes);
}

/* ---------------------------------------------------------------- the keys that count, when, and for what (`man ssh-keygen`, ALLOWED SIGNERS) */

/** What a line of the list lets its key do. */
interface Permission {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly until: number;
  /** What it may sign; `null`: anything. */
  readonly purposes: readonly string[] | null;
}

/** By fingerprint. */
type Signers = ReadonlyMap<string, readonly Permission[]>;

async function readSigners(pack: Pack): Promise<Signers> {
  const signers = new Map<string, readonly Permission[]>();
  for (const line of (await textOf(pack, SIGNERS)).split("\n")) {
    const match =
      /^(?:"[^"!#]+"|[^\s"!#]+)\s+(?:((?:[^\s"]|"[^"]*")+)\s+)?ssh-ed25519\s+(AAAA[A-Za-z0-9+/]{64})(?:\s|$)/.exec(
        line.trim(),
      );
    const permission = permissionOf(match?.[1]);
    if (match?.[2] === undefined || permission === undefined) continue;
    const key = await fingerprintOf(base64(match[2]));
    signers.set(key, [...(signers.get(key) ?? []), permission]);
  }
  return signers;
}

/** What the options of a line say; a line with one that is not known here, or twice, permits nothing: what it would is not guessed. */
function permissionOf(options = ""): Permission | undefined {
  const said = new Map<string, string>();
  for (const option of options.match(/(?:[^,"]|"[^"]*")+/g) ?? []) {
    const [, name = "", value = ""] = /^(namespaces|valid-after|valid-before)="([^"]+)"$/i.exec(option) ?? [];
    if (name === "" || said.has(name.toLowerCase())) return undefined;
    said.set(name.toLowerCase(), value);
  }
  const purposes = said.get("namespaces")?.split(",") ?? null;
  if (purposes?.some((purpose) => !/^[A-Za-z0-9@._-]+$/.test(purpose)) === true) return undefined;
  const from = timeOf(said.get("valid-after"), Number.NEGATIVE_INFINITY);
  const until = timeOf(said.get("valid-before"), Number.POSITIVE_INFINITY);
  return { from, until, purposes };
}

/** `YYYYMMDD` or `YYYYMMDDHHMM[SS]`, in UTC. What is no time lets its key never count. */
function timeOf(value: string | undefined, otherwise: number): number {
  if (value === undefined) return otherwise;
  const [, day = "", hour = "00", minute = "00", second = "00"] =
    /^(\d{8})(?:(\d\d)(\d\d)(\d\d)?)?Z?$/.exec(value) ?? [];
  const text = `${day.replace(/(....)(..)(..)/, "$1-$2-$3")}T${hour}:${minute}:${second}.000Z`;
  const time = Date.parse(text);
  // A day that no month has would be counted on into the next one.
  return !Number.isNaN(time) && new Date(time).toISOString() === text ? time : Number.NaN;
}

/** What speaks against a key at a time, to go on from "by"; `undefined` where it counts. */
function findDoubt(
  signers: Signers,
  key: string,
  { at, purposes }: { readonly at: number; readonly purposes: readonly string[] },
): string | undefined {
  const listed = signers.get(key);
  if (listed === undefined) return "a key that is not among those that the pack lists.";
  const fit = listed.filter((line) => line.purposes === null || line.purposes.some((each) => purposes.includes(each)));
  if (fit.length === 0) return "a key that is listed for something else.";
  return fit.some(({ from, until }) => at >= from && at <= until)
    ? undefined
    : "a key that did not count at that time.";
}

/* ---------------------------------------------------------------- the ledger: its records, their chain, and the commits that sealed them */

interface LedgerEnd {
  readonly records: number;
  readonly head: string | null;
  /** When the newest record was made, and the latest time of any seal, milliseconds since 1970. */
  readonly at: number;
  readonly latest: number;
  /** Fingerprints of the keys that may seal: the first record's, and those that later records name as the next. */
  readonly keys: ReadonlySet<string>;
  /** The keys that the reader trusts, and those that records name which one of them sealed. */
  readonly vouched: ReadonlySet<string>;
}

/**
 * Each line is a record in the canonical form of RFC 8785; its `hash` is over the record without it; `previous` is the hash before. Each was sealed
 * by a Git commit that stands on the one before, says number and hash of the record in its message, and is signed by a key that counted by then.
 */
async function checkLedger(
  pack: Pack,
  { heads = new Map(), keys: known = new Set(), signers }: Trust & { readonly signers: Signers },
  tell: Tell,
): Promise<LedgerEnd> {
  const [lines, seals] = [linesOf(pack, LEDGER), linesOf(pack, SEALS)];
  const keys = new Set(known);
  const vouched = new Set(known);
  let [records, head, parent]: [number, string | null, string | null] = [0, null, null];
  let [at, latest] = [0, 0];
  for (;;) {
    const [line, seal] = [await lines.next(), await seals.next()];
    if (line.done && seal.done) break;
    const about = `record ${records}`;
    const broken = (message: string): void => tell({ check: "ledger", outcome: "broken", about, message });
    if (line.done || seal.done) {
      broken(
        line.done
          ? "A commit sealed it, and it is missing: the record was cut off."
          : "No commit sealed it: it was added.",
      );
      break;
    }
    const record = parsed(line.value);
    const { hash, ...open } = record ?? {};
    if (record === undefined || `sha256:${hex(await digest("SHA-256", utf8Bytes(canonical(open))))}` !== hash)
      broken("Its content does not fit its hash: it was edited.");
    if (record?.["seq"] !== records || record["previous"] !== head)
      broken("It does not go on from the record before it: one was dropped, added or moved.");
    const sealed = await checkSeal(seal.value, { seq: records, hash: String(hash), parent });
    if (sealed.fault !== undefined) tell({ check: "ledger", about, ...sealed.fault });
    at = Date.parse(String(record?.["at"]));
    // A key has to count at the latest time so far: who keeps one that has ended could set the clock back.
    latest = Math.max(latest, Number.isNaN(sealed.at) ? 0 : sealed.at);
    const doubt =
      sealed.key === undefined ? undefined : findDoubt(signers, sealed.key, { at: latest, purposes: FOR_SEALS });
    if (doubt !== undefined) broken(`It was sealed by ${doubt}`);
    if (sealed.key !== undefined && records === 0) keys.add(sealed.key);
    if (sealed.key !== undefined && !keys.has(sealed.key))
      broken(`It was sealed by ${sealed.key}, a key that no record before it knows.`);
    const next = record?.["type"] === "key-rotated" ? (record["body"] as Json | undefined)?.["fingerprint"] : undefined;
    if (typeof next === "string") keys.add(next);
    if (typeof next === "string" && sealed.key !== undefined && vouched.has(sealed.key)) vouched.add(next);
    const noted = heads.get(records);
    if (noted !== undefined && noted !== hash)
      broken(`It was noted elsewhere as ${noted}: the ledger was written anew.`);
    [records, head, parent] = [records + 1, typeof hash === "string" ? hash : "nothing", sealed.commit];
  }
  for (const seq of heads.keys()) {
    if (seq >= records)
      tell({
        check: "ledger",
        outcome: "broken",
        about: `record ${seq}`,
        message: "It was noted elsewhere, and the ledger ends before it.",
      });
  }
  return { records, head, at, latest, keys, vouched };
}

interface Sealed {
  readonly commit: string;
  /** When it says that it sealed, milliseconds since 1970. */
  readonly at: number;
  readonly key?: string;
  readonly fault?: Problem;
}

/** A commit as Lockstep writes it: no other header, so that it has one meaning. */
const COMMIT =
  /^(tree [0-9a-f]{40}\n(?:parent ([0-9a-f]{40})\n)?author [^\n]*\ncommitter [^\n]* (\d{1,12}) [+-]\d{4}\n)gpgsig -----BEGIN SSH SIGNATURE-----\n((?: [^\n]*\n)*?) -----END SSH SIGNATURE-----\n\n([^\0]*)$/;

async function checkSeal(
  line: string,
  expected: { seq: number; hash: string; parent: string | null },
): Promise<Sealed> {
  const { commit, object, ...more } = (parsed(line) ?? {}) as { commit?: unknown; object?: unknown };
  const fault = (message: string): Sealed => ({
    ...{ commit: String(commit), at: Number.NaN },
    fault: { outcome: "broken", message },
  });
  if (typeof commit !== "string" || typeof object !== "string" || Object.keys(more).length > 0)
    return fault("The commit that sealed it does not read.");
  const bytes = utf8Bytes(object);
  if (hex(await digest("SHA-1", join(ascii(`commit ${bytes.length}\0`), bytes))) !== commit)
    return fault("The commit that sealed it was edited.");
  const [, header = "", parent = null, time = "", signature, message = ""] = COMMIT.exec(object) ?? [];
  if (signature === undefined) return fault("The commit that sealed it is not signed, or not one of Lockstep's.");
  if (parent !== expected.parent) return fault("The commit that sealed it does not stand on the one before.");
  const says = [/^Lockstep-Seq: (\d+)$/m.exec(message)?.[1], /^Lockstep-Hash: (\S+)$/m.exec(message)?.[1]];
  if (says[0] !== String(expected.seq) || says[1] !== expected.hash)
    return fault("The commit beside it sealed another record.");
  const found = await checkSshSignature(signature.replace(/[ \n]/g, ""), utf8Bytes(`${header}\n${message}`), "git");
  const at = Number(time) * 1000;
  return typeof found === "string" ? { commit, at, key: found } : { commit, at, fault: found };
}

/* ---------------------------------------------------------------- texts and bytes */

/** What a line says that is in canonical form; `undefined` for any other. */
function parsed(line: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && canonical(value) === line ? (value as Json) : undefined;
  } catch {
    // No JSON, or nested deeper than any record.
    return undefined;
  }
}

/** RFC 8785: keys in the order of their UTF-16 units, no blanks, numbers and texts as ECMAScript writes them. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "";
  const of = value as Json;
  return `{${Object.keys(of)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(of[key])}`)
    .join(",")}}`;
}

async function digest(algorithm: string, bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest(algorithm, bytes));
}

function hex(bytes: Bytes): string {
  let text = "";
  for (const byte of bytes) text += byte.toString(16).padStart(2, "0");
  return text;
}

/** @throws where it is none */
function base64(text: string): Bytes {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

function bytesIn(text: string): Bytes | undefined {
  try {
    return base64(text);
  } catch {
    return undefined;
  }
}

/** @throws where it is none */
function utf8(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}

function utf8Bytes(text: string): Bytes {
  return new TextEncoder().encode(text);
}

function ascii(text: string): Bytes {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

/** A letter a byte, whatever they are: for what is only compared. */
function latin1(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

function join(...parts: readonly Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function isSame(one: Bytes, other: Bytes): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

function viewOf(bytes: Bytes): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

function u16(value: number): Bytes {
  const bytes = new Uint8Array(2);
  viewOf(bytes).setUint16(0, value, true);
  return bytes;
}

function u32(value: number): Bytes {
  const bytes = new Uint8Array(4);
  viewOf(bytes).setUint32(0, value, true);
  return bytes;
}

/* ---------------------------------------------------------------- piece by piece, in Node and in a browser */

async function findMachine(): Promise<Machine> {
  return typeof process === "undefined" ? browserMachine : await openNodeMachine();
}

async function openNodeMachine(): Promise<Machine> {
  const { createHash } = await import("node:crypto");
  const { pipeline } = await import("node:stream");
  const { createInflateRaw } = await import("node:zlib");
  return {
    async *inflate(packed, length) {
      const inflater = createInflateRaw();
      // What fails on the way ends the reading below.
      pipeline(packed, inflater, () => undefined);
      for await (const piece of inflater) yield new Uint8Array(piece);
      if (inflater.bytesWritten !== length) throw new Error("something follows its end");
    },
    sha256() {
      const hash = createHash("sha256");
      return { update: (piece) => void hash.update(piece), digest: () => new Uint8Array(hash.digest()) };
    },
  };
}

/** A browser hashes only what is there as a whole, so that it is done by hand. */
export const browserMachine: Machine = {
  async *inflate(packed) {
    const pieces = packed[Symbol.asyncIterator]();
    const source = new ReadableStream<Bytes>({
      async pull(controller) {
        const step = await pieces.next();
        if (step.done) controller.close();
        else controller.enqueue(step.value);
      },
    });
    const reader = source.pipeThrough(new DecompressionStream("deflate-raw")).getReader();
    try {
      for (let step = await reader.read(); !step.done; step = await reader.read()) yield step.value;
    } finally {
      await reader.cancel().catch(() => undefined);
    }
  },
  sha256: createSha256,
};

/** SHA-256 as FIPS 180-4 describes it (6.2), for what comes in pieces. */
function createSha256(): ReturnType<Machine["sha256"]> {
  const state = Uint32Array.of(
    ...[0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19],
  );
  const block = new Uint8Array(64);
  let [held, length] = [0, 0];
  const update = (piece: Bytes): void => {
    length += piece.length;
    for (let at = 0; at < piece.length; ) {
      const part = piece.subarray(at, at + 64 - held);
      block.set(part, held);
      at += part.length;
      held += part.length;
      if (held < 64) continue;
      takeBlock(state, block);
      held = 0;
    }
  };
  return {
    update,
    digest() {
      const bits = length * 8;
      update(Uint8Array.of(0x80));
      update(new Uint8Array((120 - held) % 64));
      const end = new Uint8Array(8);
      viewOf(end).setUint32(0, Math.floor(bits / 2 ** 32));
      viewOf(end).setUint32(4, bits);
      update(end);
      const made = new Uint8Array(32);
      for (const [index, word] of state.entries()) viewOf(made).setUint32(index * 4, word);
      return made;
    },
  };
}

const SCHEDULE = new Uint32Array(64);

function takeBlock(state: Uint32Array, block: Bytes): void {
  const [w, k, view] = [SCHEDULE, ROUNDS, viewOf(block)];
  const at = (words: Uint32Array, index: number): number => words[index] ?? 0;
  for (let t = 0; t < 16; t += 1) w[t] = view.getUint32(t * 4);
  for (let t = 16; t < 64; t += 1) {
    const [x, y] = [at(w, t - 15), at(w, t - 2)];
    const low = turned(x, 7) ^ turned(x, 18) ^ (x >>> 3);
    const high = turned(y, 17) ^ turned(y, 19) ^ (y >>> 10);
    w[t] = high + at(w, t - 7) + low + at(w, t - 16);
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let t = 0; t < 64; t += 1) {
    const choice = (e & f) ^ (~e & g);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const one = h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + choice + at(k, t) + at(w, t);
    const two = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + majority;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) >>> 0, c, b, a, (one + two) >>> 0];
  }
  for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) state[index] = at(state, index) + word;
}

function turned(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

/** The constants of its rounds (4.2.2), four bytes each. */
const ROUNDS = Uint32Array.from(
  (
    "428a2f98 71374491 b5c0fbcf e9b5dba5 3956c25b 59f111f1 923f82a4 ab1c5ed5 " +
    "d807aa98 12835b01 243185be 550c7dc3 72be5d74 80deb1fe 9bdc06a7 c19bf174 " +
    "e49b69c1 efbe4786 0fc19dc6 240ca1cc 2de92c6f 4a7484aa 5cb0a9dc 76f988da " +
    "983e5152 a831c66d b00327c8 bf597fc7 c6e00bf3 d5a79147 06ca6351 14292967 " +
    "27b70a85 2e1b2138 4d2c6dfc 53380d13 650a7354 766a0abb 81c2c92e 92722c85 " +
    "a2bfe8a1 a81a664b c24b8b70 c76c51a3 d192e819 d6990624 f40e3585 106aa070 " +
    "19a4c116 1e376c08 2748774c 34b0bcb5 391c0cb3 4ed8aa4a 5b9cca4f 682e6ff3 " +
    "748f82ee 78a5636f 84c87814 8cc70208 90befffa a4506ceb bef9a3f7 c67178f2"
  ).split(" "),
  (word) => Number.parseInt(word, 16),
);

/* ---------------------------------------------------------------- as a program of Node */

/** What a person reads. Whatever came out of the pack is shown without characters that a terminal would obey. */
export function describe({ outcome, faults, files, records, signedBy, head }: Result): string {
  const said = {
    holds: "The pack holds: every file is the one that was signed, and the record inside is whole.",
    broken: "The pack is BROKEN: do not rely on it.",
    unknown: "Nothing in the pack is broken, but something cannot be told.",
  }[outcome];
  const about = [
    `${files} files, ${records} records, signed by ${signedBy ?? "nobody that can be told"}.`,
    ...(head === null ? [] : [`Its newest record is ${records - 1}:${head}.`]),
  ];
  const told = faults.map(({ check, about: what, message }) => `- ${check}: ${what}: ${message}`);
  return [said, ...about, ...told].map((line) => line.replace(/[^\x20-\x7e]/g, "?").slice(0, 500)).join("\n");
}

const HELP = "Usage: node verify.mjs PACK.zip [--key SHA256:...]... [--head NUMBER:sha256:...]...";

async function main(args: readonly string[]): Promise<number> {
  const heads = new Map<number, string>();
  const keys = new Set<string>();
  let file: string | undefined;
  for (let index = 0; index < args.length; index += 1) {
    const word = args[index] ?? "";
    if (word === "--key") {
      const key = args[++index] ?? "";
      if (!/^SHA256:[A-Za-z0-9+/]{43}$/.test(key))
        return say(`${HELP}\nA key is given by its fingerprint: SHA256: and 43 characters.`, 2);
      keys.add(key);
    } else if (word === "--head") {
      const [, seq, hash] = /^(\d{1,12}):(sha256:[0-9a-f]{64})$/.exec(args[++index] ?? "") ?? [];
      if (hash === undefined)
        return say(`${HELP}\nA head is a record's number and hash, as it was mailed: 41:sha256:...`, 2);
      heads.set(Number(seq), hash);
    } else if (word.startsWith("-") || file !== undefined) return say(HELP, 2);
    else file = word;
  }
  if (file === undefined) return say(HELP, 2);
  const { open, stat } = await import("node:fs/promises");
  const found = await stat(file).catch(() => undefined);
  const handle = found?.isFile() === true ? await open(file, "r").catch(() => undefined) : undefined;
  if (found === undefined || handle === undefined) return say("The file cannot be read.", 2);
  const archive: Archive = {
    size: found.size,
    async read(from, until) {
      const bytes = new Uint8Array(until - from);
      for (let at = 0; at < bytes.length; ) {
        const { bytesRead } = await handle.read(bytes, at, bytes.length - at, from + at);
        if (bytesRead === 0) throw strange("the archive", "It is cut off.");
        at += bytesRead;
      }
      return bytes;
    },
  };
  try {
    const result = await verifyPack(archive, { heads, keys });
    return say(describe(result), { holds: 0, broken: 1, unknown: 2 }[result.outcome]);
  } finally {
    await handle.close();
  }
}

function say(text: string, code: number): number {
  console.log(text);
  return code;
}

// In a browser there is no such process, and the page calls `verifyPack` itself.
if (typeof process !== "undefined" && process.argv[1] !== undefined && import.meta.url.endsWith(".mjs")) {
  process.exitCode = await main(process.argv.slice(2));
}

/* ---------------------------------------------------------------- as a page of a browser */

/** What the page needs of a browser. */
interface Page {
  getElementById(id: string): Field | null;
}

interface Field {
  value: string;
  textContent: string | null;
  readonly files?: ArrayLike<Blob> | null;
  addEventListener(event: "submit", act: (event: { preventDefault(): void }) => void): void;
}

/** An archive that a browser holds, or knows where it lies. */
export function archiveOf(file: Blob): Archive {
  return {
    size: file.size,
    read: async (from, until) => new Uint8Array(await file.slice(from, until).arrayBuffer()),
  };
}

/** Binds the page's form: everything happens in the page, and no byte of the pack leaves it. */
function attach(page: Page): void {
  const field = (id: string): Field => page.getElementById(id) ?? fail(`the page has no ${id}`);
  field("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const answer = field("answer");
    const [file] = Array.from(field("pack").files ?? []);
    if (file === undefined) {
      answer.textContent = "Choose the pack first.";
      return;
    }
    answer.textContent = "Checking …";
    const [key, head] = [field("key").value.trim(), field("head").value.trim()];
    const [, seq, hash] = /^(\d{1,12}):(sha256:[0-9a-f]{64})$/.exec(head) ?? [];
    if (head !== "" && hash === undefined) {
      answer.textContent = "A head is a record's number and hash, as it was mailed: 41:sha256:…";
      return;
    }
    const heads = new Map(hash === undefined ? [] : [[Number(seq), hash] as const]);
    void verifyPack(archiveOf(file), { heads, keys: new Set(key === "" ? [] : [key]) }).then((result) => {
      answer.textContent = describe(result);
    });
  });
}

function fail(message: string): never {
  throw new Error(message);
}

const { document: page } = globalThis as { document?: Page };
if (page !== undefined) attach(page);
