/*
 * Checks an evidence pack of Lockstep, by itself.
 *
 *   node verify.mjs lockstep-evidence.zip [--key SHA256:…]… [--head 41:sha256:…]…
 *
 * It is one file on purpose: it imports nothing of Lockstep and no package, reads no network and writes nothing, so that whoever receives a pack can
 * read it from top to bottom before running it. The same text runs inside verify.html in a browser. It needs Node 20.19 or newer, or a browser with
 * Ed25519 in Web Cryptography.
 *
 * What it proves: each file is the one that was signed; the signature is by the key that it names; the record inside is whole: no line was edited,
 * dropped, added or moved, and each was sealed by a signed commit. What it does not: that tables and verdicts follow from the record. For that,
 * `lockstep evidence verify` makes every one of them again.
 *
 * Exit codes: 0 all of it holds · 1 something does not fit · 2 it cannot be told.
 */

const ENVELOPE = "attestation.dsse.json";
const LEDGER = "inputs/ledger.jsonl";
const SEALS = "inputs/seals.jsonl";
const SIGNERS = "inputs/allowed_signers";
const PAYLOAD_TYPE = "application/vnd.in-toto+json";
/** A pack of a large estate over years is far below; what says more is no pack. */
const MAX_BYTES_INFLATED = 16 * 1024 ** 3;
/** Of very many faults the first are told. */
const MAX_FAULTS = 100;

/** Checks a pack, given as the bytes of the archive. Never throws for what is wrong with the pack: it says so. */
export async function verifyPack(archive, trust = {}) {
  const faults = [];
  const tell = (fault) => {
    if (faults.length < MAX_FAULTS) faults.push(fault);
  };
  let files = 0;
  let signedBy = null;
  let ledger = { records: 0, head: null, keys: new Set(), vouched: new Set() };
  try {
    const entries = readDirectory(archive);
    files = entries.size;
    const envelope = await readEnvelope(entries);
    signedBy = await checkSignature(envelope, tell);
    await checkDigests(entries, envelope.subjects, tell);
    const signers = await readSigners(entries);
    ledger = await checkLedger(entries, { ...trust, signers }, tell);
    const untimely = signedBy === null ? undefined : findUntimely(signers, signedBy, envelope.at);
    if (untimely !== undefined)
      tell({
        check: "signature",
        outcome: "broken",
        about: signedBy ?? ENVELOPE,
        message: `It was signed by ${untimely}`,
      });
    if (signedBy !== null) judgeKey(signedBy, trust, ledger, tell);
    if (signedBy !== null && ledger.records > 0 && !ledger.keys.has(signedBy)) {
      const message = "It was signed by a key that no record inside knows.";
      tell({ check: "signature", outcome: "broken", about: signedBy, message });
    }
    if (`${ledger.records - 1}:${ledger.head}` !== envelope.head) {
      const message = `The statement was signed over a record that ends with ${envelope.head}: it ends with ${ledger.records - 1}:${ledger.head ?? "nothing"}.`;
      tell({ check: "ledger", outcome: "broken", about: LEDGER, message });
    }
  } catch (error) {
    const refusal = error instanceof Refusal ? error : new Refusal("archive", "the archive", "It cannot be read.");
    tell({ check: refusal.check, outcome: "broken", about: refusal.about, message: refusal.message });
  }
  const isBroken = faults.some(({ outcome }) => outcome === "broken");
  const outcome = isBroken ? "broken" : faults.length > 0 ? "unknown" : "holds";
  return { outcome, faults, files, records: ledger.records, signedBy, head: ledger.head };
}

/** What ends the work on a pack. */
class Refusal extends Error {
  check;
  about;
  constructor(check, about, message) {
    super(message);
    this.check = check;
    this.about = about;
  }
}

/* ---------------------------------------------------------------- the archive (ZIP, as of PKWARE's APPNOTE) */

/** Reads the directory at the end, and holds each entry against what stands before its bytes: an archive must have one meaning. */
function readDirectory(archive) {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = archive.byteLength - 22;
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50) {
    throw new Refusal(
      "archive",
      "the archive",
      "It does not end as an archive does: it was cut off, or something was added to it.",
    );
  }
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const entries = new Map();
  let expected = 0;
  let inflated = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > end || view.getUint32(at, true) !== 0x02014b50)
      throw new Refusal("archive", "the archive", "Its directory is damaged.");
    const [nameBytes, extra, comment] = [
      view.getUint16(at + 28, true),
      view.getUint16(at + 30, true),
      view.getUint16(at + 32, true),
    ];
    const name = utf8(archive.subarray(at + 46, at + 46 + nameBytes));
    const [packedBytes, size] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)];
    const offset = view.getUint32(at + 42, true);
    if (entries.has(name)) throw new Refusal("archive", name, "It stands in the archive twice.");
    if (offset !== expected || view.getUint32(offset, true) !== 0x04034b50) {
      throw new Refusal(
        "archive",
        name,
        "Its bytes do not stand where the directory says: something lies between the files.",
      );
    }
    const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
    if (utf8(archive.subarray(offset + 30, offset + 30 + view.getUint16(offset + 26, true))) !== name) {
      throw new Refusal("archive", name, "It has two names in the archive.");
    }
    expected = start + packedBytes + descriptorBytes(view, offset, start + packedBytes);
    inflated += size;
    if (expected > end || inflated > MAX_BYTES_INFLATED)
      throw new Refusal("archive", name, "It is larger than a pack can be.");
    entries.set(name, {
      name,
      method: view.getUint16(at + 10, true),
      packed: archive.subarray(start, start + packedBytes),
      size,
    });
    at += 46 + nameBytes + extra + comment;
  }
  if (at !== end) throw new Refusal("archive", "the archive", "Something lies between its directory and its end.");
  return entries;
}

/** An entry that was written as it came says its checksum and sizes after its bytes, with a mark before them or not. */
function descriptorBytes(view, offset, at) {
  if ((view.getUint16(offset + 6, true) & 8) === 0) return 0;
  return view.getUint32(at, true) === 0x08074b50 ? 16 : 12;
}

/** The bytes of a file in the archive, as many as its directory says. */
async function bytesOf({ name, method, packed, size }) {
  if (method !== 0 && method !== 8) throw new Refusal("archive", name, "It is packed in a way that no pack is.");
  const bytes = new Uint8Array(size);
  const source = new Blob([packed]).stream();
  const reader = (method === 0 ? source : source.pipeThrough(new DecompressionStream("deflate-raw"))).getReader();
  let at = 0;
  for (;;) {
    const step = await reader.read().catch(() => undefined);
    if (step === undefined) throw new Refusal("archive", name, "It is damaged, and cannot be unpacked.");
    if (step.done) break;
    if (at + step.value.byteLength > size) throw new Refusal("archive", name, "More comes out of it than it says.");
    bytes.set(step.value, at);
    at += step.value.byteLength;
  }
  if (at !== size) throw new Refusal("archive", name, "Less comes out of it than it says.");
  return bytes;
}

function entryOf(entries, name) {
  const entry = entries.get(name);
  if (entry === undefined) throw new Refusal("archive", name, "The pack does not hold it.");
  return entry;
}

/* ---------------------------------------------------------------- the statement (in-toto) in its envelope (DSSE) */

async function readEnvelope(entries) {
  try {
    const { payloadType, payload, signatures } = plain(utf8(await bytesOf(entryOf(entries, ENVELOPE))).trimEnd());
    if (payloadType !== PAYLOAD_TYPE) throw new Error("it is of another type");
    const body = base64(payload);
    const { subject, predicate } = plain(utf8(body));
    const subjects = new Map();
    for (const { name, digest } of subject) {
      if (subjects.has(name)) throw new Error(`it names ${name} twice`);
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
    if (error instanceof Refusal) throw error;
    throw new Refusal(
      "signature",
      ENVELOPE,
      `It is no statement of a pack: ${error instanceof Error ? error.message : "it does not read"}.`,
    );
  }
}

/** What a text says that has one meaning: of a name that stands twice each reader takes another. */
function plain(text) {
  const value = JSON.parse(text);
  if (canonical(value) !== text) throw new Error("it is not written in the one form that packs are");
  return value;
}

async function checkDigests(entries, subjects, tell) {
  for (const entry of entries.values()) {
    const signed = subjects.get(entry.name);
    if (entry.name === ENVELOPE) continue;
    if (signed === undefined) {
      tell({
        check: "digests",
        outcome: "broken",
        about: entry.name,
        message: "It was put into the pack: nothing that was signed names it.",
      });
    } else if (hex(await digest("SHA-256", await bytesOf(entry))) !== signed) {
      tell({
        check: "digests",
        outcome: "broken",
        about: entry.name,
        message: "It is not the file that was signed: it was changed.",
      });
    }
  }
  for (const name of subjects.keys()) {
    if (!entries.has(name))
      tell({
        check: "digests",
        outcome: "broken",
        about: name,
        message: "It was signed, and the pack does not hold it.",
      });
  }
}

/** Gives the fingerprint of the key that signed, where the signature fits. */
async function checkSignature({ signed, signatures }, tell) {
  const [first, ...others] = signatures;
  if (first === undefined || others.length > 0) throw new Refusal("signature", ENVELOPE, "It must be signed once.");
  const found = await checkSshSignature(base64(first.sig), signed, "lockstep-evidence");
  if (typeof found === "string") return found;
  tell({ check: "signature", ...found, about: ENVELOPE });
  return null;
}

/** Whether the reader trusts the key: by its name, or because records that a trusted key sealed lead to it. */
function judgeKey(key, { keys = new Set() }, { vouched }, tell) {
  if (keys.size === 0) {
    const message = `It was signed by ${key}. Ask the organisation, by another way than this pack, whether that is its key.`;
    tell({ check: "signature", outcome: "unknown", about: key, message });
  } else if (!vouched.has(key)) {
    tell({ check: "signature", outcome: "broken", about: key, message: "It was signed by another key than yours." });
  }
}

/* ---------------------------------------------------------------- SSH signatures (OpenSSH's PROTOCOL.sshsig), Ed25519 alone */

/** The fingerprint of the key by which a text was signed, or what is the matter. */
async function checkSshSignature(blob, text, namespace) {
  const broken = (message) => ({ outcome: "broken", message });
  const fields = wire(blob.subarray(10));
  if (utf8(blob.subarray(0, 6)) !== "SSHSIG" || fields?.length !== 5) return broken("It holds no SSH signature.");
  const [publicKey, space, reserved, hash, signature] = fields;
  const [keyType, key] = wire(publicKey) ?? [];
  const [signatureType, value] = wire(signature) ?? [];
  if (utf8(space) !== namespace) return broken("It was signed for something else.");
  const algorithm = { sha256: "SHA-256", sha512: "SHA-512" }[utf8(hash)];
  if (algorithm === undefined || key === undefined || value === undefined) return broken("Its signature is damaged.");
  if (utf8(keyType ?? ascii("")) !== "ssh-ed25519" || utf8(signatureType ?? ascii("")) !== "ssh-ed25519") {
    return { outcome: "unknown", message: "It was signed with a kind of key that this program cannot check." };
  }
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

async function fingerprintOf(publicKey) {
  const text = btoa(String.fromCharCode(...(await digest("SHA-256", publicKey))));
  return `SHA256:${text.replace(/=+$/, "")}`;
}

/** The fields of SSH's wire format: a length in four bytes, and so many bytes. */
function wire(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fields = [];
  for (let at = 0; at < bytes.byteLength; ) {
    if (at + 4 > bytes.byteLength) return undefined;
    const length = view.getUint32(at);
    if (at + 4 + length > bytes.byteLength) return undefined;
    fields.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return fields;
}

function packed(bytes) {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, bytes.byteLength);
  return join(length, bytes);
}

/* ---------------------------------------------------------------- the keys that count, and when (`man ssh-keygen`, ALLOWED SIGNERS) */

async function readSigners(entries) {
  const signers = new Map();
  for (const line of utf8(await bytesOf(entryOf(entries, SIGNERS))).split("\n")) {
    const match = /^\s*(?:"[^"#]+"|[^\s"#]+)\s+(?:(\S.*?)\s+)?ssh-ed25519\s+(AAAA[A-Za-z0-9+/]{64})(?:\s|$)/.exec(line);
    if (match?.[2] === undefined) continue;
    const options = match[1] ?? "";
    const key = await fingerprintOf(base64(match[2]));
    const from = timeOf(/valid-after="([^"]*)"/i.exec(options)?.[1], Number.NEGATIVE_INFINITY);
    const until = timeOf(/valid-before="([^"]*)"/i.exec(options)?.[1], Number.POSITIVE_INFINITY);
    signers.set(key, [...(signers.get(key) ?? []), { from, until }]);
  }
  return signers;
}

/** `YYYYMMDD` or `YYYYMMDDHHMM[SS]`, in UTC. What is no time lets its key never count. */
function timeOf(value, otherwise) {
  if (value === undefined) return otherwise;
  const [, day = "", hour = "00", minute = "00", second = "00"] =
    /^(\d{8})(?:(\d\d)(\d\d)(\d\d)?)?Z?$/.exec(value) ?? [];
  return Date.parse(`${day.replace(/(....)(..)(..)/, "$1-$2-$3")}T${hour}:${minute}:${second}Z`);
}

/** What speaks against a key at a time, to go on from "by"; `undefined` where it counts. */
function findUntimely(signers, key, at) {
  const listed = signers.get(key);
  if (listed === undefined) return "a key that is not among those that the pack lists.";
  return listed.some(({ from, until }) => at >= from && at <= until)
    ? undefined
    : "a key that did not count at that time.";
}

/* ---------------------------------------------------------------- the ledger: its records, their chain, and the commits that sealed them */

/**
 * Each line is a record in the canonical form of RFC 8785; its `hash` is over the record without it; `previous` is the hash before. Each was sealed
 * by a Git commit that stands on the one before, says number and hash of the record in its message, and is signed by a key that counted by then.
 */
async function checkLedger(entries, { heads = new Map(), keys: known = new Set(), signers }, tell) {
  const lines = linesOf(await bytesOf(entryOf(entries, LEDGER)));
  const seals = linesOf(await bytesOf(entryOf(entries, SEALS)));
  const keys = new Set(known);
  const vouched = new Set(known);
  let [records, head, parent] = [0, null, null];
  let latest = 0;
  for (;;) {
    const [line, seal] = [lines.next(), seals.next()];
    if (line.done && seal.done) break;
    const about = `record ${records}`;
    const broken = (message) => tell({ check: "ledger", outcome: "broken", about, message });
    if (line.done || seal.done) {
      broken(
        line.done
          ? "A commit sealed it, and it is missing: the record was cut off."
          : "No commit sealed it: it was added.",
      );
      break;
    }
    const record = parsed(line.value);
    const { hash, ...open } = record;
    if (
      canonical(record) !== line.value ||
      `sha256:${hex(await digest("SHA-256", utf8Bytes(canonical(open))))}` !== hash
    ) {
      broken("Its content does not fit its hash: it was edited.");
    }
    if (record["seq"] !== records || record["previous"] !== head)
      broken("It does not go on from the record before it: one was dropped, added or moved.");
    const sealed = await checkSeal(seal.value, { seq: records, hash: String(hash), parent });
    if (sealed.fault !== undefined) tell({ check: "ledger", about, ...sealed.fault });
    // A key has to count at the latest time so far: who keeps one that has ended could set the clock back.
    latest = Math.max(latest, Number.isNaN(sealed.at) ? 0 : sealed.at);
    const untimely = sealed.key === undefined ? undefined : findUntimely(signers, sealed.key, latest);
    if (untimely !== undefined) broken(`It was sealed by ${untimely}`);
    if (sealed.key !== undefined && records === 0) keys.add(sealed.key);
    if (sealed.key !== undefined && !keys.has(sealed.key))
      broken(`It was sealed by ${sealed.key}, a key that no record before it knows.`);
    const next = record["type"] === "key-rotated" ? record["body"]?.["fingerprint"] : undefined;
    if (typeof next === "string") keys.add(next);
    if (typeof next === "string" && sealed.key !== undefined && vouched.has(sealed.key)) vouched.add(next);
    const noted = heads.get(records);
    if (noted !== undefined && noted !== hash)
      broken(`It was noted elsewhere as ${noted}: the ledger was written anew.`);
    [records, head, parent] = [records + 1, String(hash), sealed.commit];
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
  return { records, head, keys, vouched };
}

async function checkSeal(line, expected) {
  const { commit, object } = parsed(line);
  const fault = (message) => ({
    ...{ commit: String(commit), at: Number.NaN },
    fault: { outcome: "broken", message },
  });
  if (typeof commit !== "string" || typeof object !== "string")
    return fault("The commit that sealed it does not read.");
  const bytes = utf8Bytes(object);
  if (hex(await digest("SHA-1", join(ascii(`commit ${bytes.length}\0`), bytes))) !== commit)
    return fault("The commit that sealed it was edited.");
  const blank = object.indexOf("\n\n");
  const [header, message] = [object.slice(0, blank), object.slice(blank + 2)];
  const parents = [...header.matchAll(/^parent ([0-9a-f]{40})$/gm)].map(([, id]) => id);
  if (parents.length > 1 || (parents[0] ?? null) !== expected.parent)
    return fault("The commit that sealed it does not stand on the one before.");
  const says = [/^Lockstep-Seq: (\d+)$/m.exec(message)?.[1], /^Lockstep-Hash: (\S+)$/m.exec(message)?.[1]];
  if (says[0] !== String(expected.seq) || says[1] !== expected.hash)
    return fault("The commit beside it sealed another record.");
  const armoured = /^gpgsig (-----BEGIN SSH SIGNATURE-----\n(?: .*\n)*? -----END SSH SIGNATURE-----)\n?/m.exec(
    `${header}\n`,
  );
  if (armoured === null) return fault("The commit that sealed it is not signed.");
  const unsigned = `${`${header}\n`.replace(armoured[0], "")}\n${message}`;
  const body = (armoured[1] ?? "").split("\n").slice(1, -1).join("").replaceAll(" ", "");
  const found = await checkSshSignature(base64(body), utf8Bytes(unsigned), "git");
  const at = Number(/^committer .* (\d+) [+-]\d{4}$/m.exec(header)?.[1] ?? Number.NaN) * 1000;
  return typeof found === "string" ? { commit, at, key: found } : { commit, at, fault: found };
}

/* ---------------------------------------------------------------- texts and bytes */

function* linesOf(bytes) {
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(10, start);
    const until = end < 0 ? bytes.length : end;
    yield utf8(bytes.subarray(start, until));
    start = until + 1;
  }
}

function parsed(line) {
  try {
    const value = JSON.parse(line);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** RFC 8785: keys in the order of their UTF-16 units, no blanks, numbers and texts as ECMAScript writes them. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "";
  const of = value;
  return `{${Object.keys(of)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(of[key])}`)
    .join(",")}}`;
}

async function digest(algorithm, bytes) {
  return new Uint8Array(await crypto.subtle.digest(algorithm, bytes));
}

function hex(bytes) {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function base64(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

function utf8(bytes) {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}

function utf8Bytes(text) {
  return new TextEncoder().encode(text);
}

function ascii(text) {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

function join(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/* ---------------------------------------------------------------- as a program of Node */

/** What a person reads. Whatever came out of the pack is shown without characters that a terminal would obey. */
export function describe({ outcome, faults, files, records, signedBy, head }) {
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

async function main(args) {
  const heads = new Map();
  const keys = new Set();
  let file;
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
  const { readFile } = await import("node:fs/promises");
  const bytes = await readFile(file).catch(() => undefined);
  if (bytes === undefined) return say("The file cannot be read.", 2);
  const result = await verifyPack(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
    heads,
    keys,
  });
  return say(describe(result), { holds: 0, broken: 1, unknown: 2 }[result.outcome]);
}

function say(text, code) {
  console.log(text);
  return code;
}

// In a browser there is no such process, and the page calls `verifyPack` itself.
if (typeof process !== "undefined" && process.argv[1] !== undefined && import.meta.url.endsWith("verify.mjs")) {
  process.exitCode = await main(process.argv.slice(2));
}

/* ---------------------------------------------------------------- as a page of a browser */

/** Binds the page's form: everything happens in the page, and no byte of the pack leaves it. */
function attach(page) {
  const field = (id) => page.getElementById(id) ?? fail(`the page has no ${id}`);
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
    const heads = new Map(hash === undefined ? [] : [[Number(seq), hash]]);
    void file
      .arrayBuffer()
      .then((bytes) => verifyPack(new Uint8Array(bytes), { heads, keys: new Set(key === "" ? [] : [key]) }))
      .then((result) => {
        answer.textContent = describe(result);
      });
  });
}

function fail(message) {
  throw new Error(message);
}

const { document: page } = globalThis;
if (page !== undefined) attach(page);
