import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { after, test } from "node:test";
import { strToU8 } from "fflate";
import type { LedgerRecord } from "#schemas/ledger-record";
import { archiveOf, browserMachine, type Result, type Trust, verifyPack } from "#services/verifier/verify";
import {
  envelopeOf,
  makeTestKey,
  packFiles,
  type Sealed,
  sealChain,
  sealLine,
  type TestKey,
  zipOf,
} from "#test/fakes/sealed-pack";

const key = makeTestKey();
const stranger = makeTestKey();
const rsa = makeTestKey("rsa");
after(() => {
  for (const each of [key, stranger, rsa]) each[Symbol.dispose]();
});

const chain = sealChain(key, [{ estate: "tees" }, { run: 1, "€": "zürich" }, { run: 2 }, { run: 3 }]);
const files = packFiles(chain);
const envelope = envelopeOf(key, files, chain);
const trust: Trust = { keys: new Set([key.fingerprint]) };

/** Checks an archive as Node does; what a browser does must come to the same. */
async function check(archive: Uint8Array<ArrayBuffer>, asked: Trust = {}): Promise<Result> {
  const result = await verifyPack(archiveOf(new Blob([archive])), asked);
  assert.deepEqual(await verifyPack(archiveOf(new Blob([archive])), asked, browserMachine), result);
  return result;
}

function told({ faults }: Result): string[] {
  return faults.map(({ check, outcome, about }) => `${outcome} ${check} ${about}`);
}

/** Checks a pack in which some files are others, signed anew or not. */
async function checked(
  change: (files: Map<string, Uint8Array>) => void,
  by = key,
  of: readonly Sealed[] = chain,
  asked = trust,
) {
  const changed = new Map(files);
  change(changed);
  return await check(zipOf(changed, by === undefined ? envelope : envelopeOf(by, changed, of)), asked);
}

function replaced(of: readonly Sealed[]): (files: Map<string, Uint8Array>) => void {
  return (changed) => {
    for (const [name, bytes] of packFiles(of)) changed.set(name, bytes);
  };
}

test("a sound pack holds for who knows the key, and tells its newest record", async () => {
  const result = await check(zipOf(files, envelope), trust);
  assert.deepEqual(told(result), []);
  assert.equal(result.outcome, "holds");
  assert.deepEqual([result.records, result.files, result.signedBy], [4, 5, key.fingerprint]);
});

test("whose signature it is cannot be told by the pack alone", async () => {
  const result = await check(zipOf(files, envelope));
  assert.equal(result.outcome, "unknown");
  assert.deepEqual(told(result), [`unknown signature ${key.fingerprint}`]);
});

test("a record that was noted elsewhere must be in it", async () => {
  const { hash } = JSON.parse(chain[2]?.line ?? "") as LedgerRecord;
  const holds = await check(zipOf(files, envelope), { ...trust, heads: new Map([[2, hash]]) });
  assert.equal(holds.outcome, "holds");
  for (const heads of [new Map([[2, `sha256:${"0".repeat(64)}`]]), new Map([[9, hash]])]) {
    const result = await check(zipOf(files, envelope), { ...trust, heads });
    assert.deepEqual(told(result), [`broken ledger record ${[...heads.keys()][0]}`]);
  }
});

test("a file that was changed, added or taken out is named", async () => {
  const changed = (name: string, bytes?: string) => {
    const other = new Map(files);
    if (bytes === undefined) other.delete(name);
    else other.set(name, strToU8(bytes));
    return check(zipOf(other, envelope), trust);
  };
  for (const [name, bytes] of [
    ["01-population.csv", "change\r\ntwo\r\n"],
    ["extra.html", "x"],
    ["01-population.csv", undefined],
  ] as const) {
    assert.deepEqual(told(await changed(name, bytes)), [`broken digests ${name}`]);
  }
});

test("a pack signed by a stranger's key is broken for who knows the key, and for who does not", async () => {
  const known = await checked(() => undefined, stranger);
  assert.deepEqual(told(known), [
    `broken signature ${stranger.fingerprint}`,
    `broken signature ${stranger.fingerprint}`,
  ]);
  const unknown = await checked(() => undefined, stranger, chain, {});
  assert.equal(unknown.outcome, "broken");
});

test("a signature by a kind of key that cannot be checked is unknown, never sound", async () => {
  const result = await checked(() => undefined, rsa, chain, {});
  assert.equal(result.outcome, "unknown");
});

const edited = (seq: number, edit: (record: LedgerRecord) => LedgerRecord): Sealed[] =>
  chain.map((sealed, index) =>
    index === seq ? { ...sealed, line: JSON.stringify(edit(JSON.parse(sealed.line))) } : sealed,
  );

test("records that were edited, dropped, moved, doubled or cut off are named, also where the pack was signed anew by its own key", async () => {
  const [first, second, third, fourth] = chain as [Sealed, Sealed, Sealed, Sealed];
  const cases: readonly [string, readonly Sealed[], string][] = [
    ["edited", edited(1, (record) => ({ ...record, actor: "somebody" })), "record 1"],
    ["dropped", [first, third, fourth], "record 1"],
    ["moved", [first, third, second, fourth], "record 1"],
    ["doubled", [first, second, second, third, fourth], "record 2"],
    ["the first cut off", [second, third, fourth], "record 0"],
  ];
  for (const [name, of, about] of cases) {
    const result = await checked(replaced(of), key, of);
    assert.equal(result.outcome, "broken", name);
    assert.ok(told(result).includes(`broken ledger ${about}`), `${name}: ${told(result).join()}`);
  }
});

test("a ledger that was cut at its end and signed anew holds in itself, and not for who was mailed its head", async () => {
  const of = chain.slice(0, 3);
  const { hash } = JSON.parse(chain[3]?.line ?? "") as LedgerRecord;
  assert.equal((await checked(replaced(of), key, of)).outcome, "holds");
  const noted = await checked(replaced(of), key, of, { ...trust, heads: new Map([[3, hash]]) });
  assert.deepEqual(told(noted), ["broken ledger record 3"]);
});

test("a line without its commit, and a commit without its line, are named", async () => {
  const lines = (name: string, count: number) => (changed: Map<string, Uint8Array>) => {
    const text = Buffer.from(changed.get(name) ?? []).toString("utf8");
    changed.set(name, strToU8(text.split("\n").slice(0, count).concat("").join("\n")));
  };
  for (const name of ["inputs/ledger.jsonl", "inputs/seals.jsonl"]) {
    assert.ok(told(await checked(lines(name, 3))).includes("broken ledger record 3"), name);
  }
});

test("a seal that was stripped of its signature, edited, or made by a stranger is named", async () => {
  const third = chain[2] as Sealed;
  const record = JSON.parse(third.line) as LedgerRecord;
  const strange = sealLine(stranger, third.line, record, chain[1]?.commit);
  const stripped = { ...third, object: third.object.replace(/gpgsig [\s\S]*? -----END SSH SIGNATURE-----\n/, "") };
  for (const sealed of [stripped, { ...third, object: third.object.replace("1782871200", "1782871201") }]) {
    const of = chain.with(2, sealed);
    assert.ok(told(await checked(replaced(of), key, of)).includes("broken ledger record 2"));
  }
  assert.ok(told(await checked(replaced(chain.with(2, strange)))).includes("broken ledger record 2"));
});

test("records that a stranger sealed upon the true ones are named, also for who knows no key", async () => {
  const of = sealChain(stranger, [{ run: 4 }], chain);
  const result = await checked(replaced(of), stranger, of, {});
  assert.deepEqual(
    told(result).filter((fault) => fault.startsWith("broken")),
    ["broken ledger record 4", `broken signature ${stranger.fingerprint}`],
  );
});

test("a key that a record names as the next one counts from then on", async () => {
  const rotated = sealChain(key, [{ fingerprint: stranger.fingerprint }], chain, "key-rotated");
  const of = sealChain(stranger, [{ run: 5 }], rotated);
  assert.equal((await checked(replaced(of), stranger, of, { keys: new Set([stranger.fingerprint]) })).outcome, "holds");
});

test("whoever knows the old key alone follows the record to the new one, and to no key that another sealed", async () => {
  const rotated = sealChain(key, [{ fingerprint: stranger.fingerprint }], chain, "key-rotated");
  const of = sealChain(stranger, [{ run: 5 }], rotated);
  assert.equal((await checked(replaced(of), stranger, of, { keys: new Set([key.fingerprint]) })).outcome, "holds");
  const own = sealChain(stranger, [{ made: 1 }, { run: 1 }]);
  const forged = sealChain(stranger, [{ fingerprint: stranger.fingerprint }], own, "key-rotated");
  const result = await checked(replaced(forged), stranger, forged, { keys: new Set([key.fingerprint]) });
  assert.ok(told(result).includes(`broken signature ${stranger.fingerprint}`));
});

/** The keys that a pack lists; the first one's end is at this time, the others have none. */
function signersUntil(end: string, ...keys: readonly TestKey[]): Uint8Array {
  return strToU8(keys.map(({ line }, at) => `lockstep ${at === 0 ? `valid-before="${end}" ` : ""}${line}\n`).join(""));
}

test("a pack that was signed with a key after its end is refused and named, also for whoever knows that key", async () => {
  const rotated = sealChain(key, [{ fingerprint: stranger.fingerprint }], chain, "key-rotated");
  const known = { keys: new Set([key.fingerprint]) };
  const judged = async (end: string, by: TestKey) => {
    const listed = new Map([...packFiles(rotated), ["inputs/allowed_signers", signersUntil(end, key, stranger)]]);
    return await check(zipOf(listed, envelopeOf(by, listed, rotated, "2026-10-01T02:00:00.000Z")), known);
  };
  assert.equal((await judged("20260930", stranger)).outcome, "holds");
  assert.equal((await judged("20261002", key)).outcome, "holds");
  const late = await judged("20260930", key);
  assert.deepEqual(told(late), [`broken signature ${key.fingerprint}`]);
  assert.match(late.faults[0]?.message ?? "", /did not count at that time/);
});

test("a record that a key sealed after its end is named", async () => {
  const listed = new Map([...packFiles(chain), ["inputs/allowed_signers", signersUntil("20260630", key)]]);
  const late = await check(zipOf(listed, envelopeOf(key, listed, chain, "2026-06-01T02:00:00.000Z")), trust);
  assert.ok(told(late).includes("broken ledger record 0"), told(late).join());
});

test("a key that has ended seals nothing more under a clock that was set back", async () => {
  const rotated = sealChain(key, [{ fingerprint: stranger.fingerprint }], chain, "key-rotated");
  const later = sealChain(stranger, [{ run: 5 }], rotated, "run", Date.parse("2026-09-15T02:00:00Z") / 1000);
  const forged = sealChain(key, [{ run: 6 }], later);
  const judged = async (of: readonly Sealed[]) => {
    const listed = new Map([...packFiles(of), ["inputs/allowed_signers", signersUntil("20260815", key, stranger)]]);
    const made = envelopeOf(stranger, listed, of, "2026-10-01T02:00:00.000Z");
    return told(await check(zipOf(listed, made), trust));
  };
  assert.deepEqual(await judged(later), []);
  assert.deepEqual(await judged(forged), ["broken ledger record 6"]);
});

/** The pack with another list of keys, signed anew. */
async function listedAs(line: string): Promise<Result> {
  return await checked((changed) => changed.set("inputs/allowed_signers", strToU8(`${line}\n`)));
}

test("a key counts for what its line allows it, and for nothing else", async () => {
  for (const options of [
    "",
    'namespaces="git" ',
    'NAMESPACES="file,git" ',
    'valid-after="20260101",namespaces="git" ',
  ]) {
    assert.equal((await listedAs(`lockstep ${options}${key.line}`)).outcome, "holds", options);
  }
  const elsewhere = await listedAs(`lockstep namespaces="file" ${key.line}`);
  assert.deepEqual(
    [...new Set(told(elsewhere))],
    [...chain.map((_, seq) => `broken ledger record ${seq}`), `broken signature ${key.fingerprint}`],
  );
  assert.match(elsewhere.faults[0]?.message ?? "", /listed for something else/);
  const packsAlone = await listedAs(`lockstep namespaces="lockstep-evidence" ${key.line}`);
  assert.ok(told(packsAlone).every((fault) => fault.startsWith("broken ledger record")));
});

test("a line of the list that is not understood lets its key do nothing", async () => {
  for (const options of [
    'namespaces="g*" ',
    'namespaces="" ',
    "namespaces=git ",
    'namespaces="git",namespaces="file" ',
    'valid-before="20261399" ',
    'valid-before="20270101",valid-before="20280101" ',
    "cert-authority ",
    'for-anything="git" ',
  ]) {
    assert.equal((await listedAs(`lockstep ${options}${key.line}`)).outcome, "broken", options);
  }
  assert.equal((await listedAs(`!lockstep,* ${key.line}`)).outcome, "broken");
  assert.equal((await listedAs(`# lockstep ${key.line}`)).outcome, "broken");
});

test("a pack that says it was made before its newest record is broken", async () => {
  const at = async (generatedAt: string): Promise<string[]> =>
    told(await check(zipOf(files, envelopeOf(key, files, chain, generatedAt)), trust));
  assert.deepEqual(await at("2026-07-01T02:00:00.000Z"), []);
  for (const earlier of ["2026-07-01T01:59:59.999Z", "2020-01-01T00:00:00.000Z"])
    assert.deepEqual(await at(earlier), ["broken signature attestation.dsse.json"]);
  assert.ok((await at("yesterday")).includes("broken signature attestation.dsse.json"));
});

test("a key that had ended by the newest seal signs no pack, whatever time it says", async () => {
  const rotated = sealChain(key, [{ fingerprint: stranger.fingerprint }], chain, "key-rotated");
  const later = sealChain(stranger, [{ run: 5 }], rotated, "run", Date.parse("2026-09-15T02:00:00Z") / 1000);
  const listed = new Map([...packFiles(later), ["inputs/allowed_signers", signersUntil("20260815", key, stranger)]]);
  const late = await check(zipOf(listed, envelopeOf(key, listed, later, "2026-08-01T02:00:00.000Z")), trust);
  assert.deepEqual(told(late), [`broken signature ${key.fingerprint}`]);
});

test("of very many faults the first are told, and one that is broken counts wherever it stands", async () => {
  const signature = rsa.sign("git", "what this program cannot check, it does not read");
  const many = sealChain(
    { ...rsa, sign: () => signature },
    Array.from({ length: 101 }, (_, run) => ({ run })),
  );
  const result = await checked(replaced(many), rsa, [...many].with(-1, { ...(many[100] as Sealed), line: "{}" }), {});
  assert.equal(result.faults.length, 100);
  assert.equal(result.outcome, "broken");
});

test("SHA-256 piece by piece is SHA-256", () => {
  const bytes = randomBytes(300);
  for (let length = 0; length <= 300; length += 1) {
    const part = new Uint8Array(bytes.subarray(0, length));
    const hash = browserMachine.sha256();
    for (let at = 0; at < length; at += 1 + (length % 70)) hash.update(part.subarray(at, at + 1 + (length % 70)));
    assert.equal(Buffer.from(hash.digest()).toString("hex"), createHash("sha256").update(part).digest("hex"));
  }
});

test("a statement that says one thing twice is none, whoever signed it", async () => {
  const twice = envelopeOf(key, files, chain, undefined, (text) => text.replace("{", '{"predicate":{},'));
  const result = await check(zipOf(files, twice), trust);
  assert.equal(result.outcome, "broken");
  assert.deepEqual(told(result), ["broken signature attestation.dsse.json"]);
});

test("an archive that has two meanings is refused: bytes added, cut off, an entry twice, another name before the bytes", async () => {
  const archive = zipOf(files, envelope);
  const cut = archive.slice(0, -1);
  const added = new Uint8Array([...archive, 0]);
  const before = new Uint8Array([0, ...archive]);
  const renamed = archive.slice();
  const at = Buffer.from(renamed).indexOf("01-population.csv");
  renamed[at] = 0x39;
  for (const bytes of [cut, added, before, renamed, new Uint8Array(0)]) {
    const result = await check(bytes, trust);
    assert.equal(result.outcome, "broken");
    assert.match(told(result)[0] ?? "", /^broken archive /);
  }
});
