import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import type { EvidenceVerifyReport } from "#schemas/evidence-verify-report";
import { verifyPack as verifyWithLockstep } from "#services/jobs/evidence/verify/verify-pack";
import { openPack } from "#services/stores/evidence/open-pack";
import { archiveOf, describe, type Result, verifyPack } from "#services/verifier/verify";
import { envelopeOf, makeTestKey, packFiles, sealChain, zipOf } from "#test/fakes/sealed-pack";

const key = makeTestKey();
const stranger = makeTestKey();
const folder = mkdtempSync(join(tmpdir(), "lockstep-hostile-records-"));
after(() => {
  key[Symbol.dispose]();
  stranger[Symbol.dispose]();
  rmSync(folder, { recursive: true, force: true });
});

const chain = sealChain(key, [{ estate: "tees" }, { run: 1 }, { run: 2 }]);
const files = packFiles(chain);
const keys = new Set([key.fingerprint]);
const LEDGER = "inputs/ledger.jsonl";
const SEALS = "inputs/seals.jsonl";

interface Found {
  readonly inside: Result;
  /** Of a pack without parameters: archive, digests, signature and ledger are checked, and there is no store. */
  readonly outside: EvidenceVerifyReport;
}

async function find(packed: ReadonlyMap<string, Uint8Array>, envelope: string): Promise<Found> {
  const bytes = zipOf(packed, envelope);
  const file = join(folder, "pack.zip");
  writeFileSync(file, bytes);
  const never = (): never => assert.fail("nothing follows from a pack without parameters");
  const outside = await verifyWithLockstep(
    () => openPack(file),
    { keys, heads: [] },
    {
      ...{
        restore: never,
        dialectsFor: never,
        libraryOf: never,
        render: never,
        verifiers: [],
        generator: "lockstep/test",
      },
      isPackedAlike: () => Promise.resolve(true),
    },
  );
  return { inside: await verifyPack(archiveOf(new Blob([bytes])), { keys }), outside };
}

/** The ledger written otherwise by whoever holds the key: digests and signature fit. */
async function findIn(name: string, change: (text: Buffer) => Buffer): Promise<Found> {
  const packed = new Map(files);
  packed.set(name, new Uint8Array(change(Buffer.from(files.get(name) ?? []))));
  return await find(packed, envelopeOf(key, packed, chain));
}

function assertPlain({ inside, outside }: Found): void {
  const said = [...describe(inside).split("\n"), ...outside.faults.map(({ message }) => message)];
  for (const line of said) {
    assert.doesNotMatch(line, /[^\x20-\x7e]/);
    assert.doesNotMatch(line, /\bat \S+ \(|\.[tj]s:\d|(?:Range|Type|Syntax)Error|call stack|undefined|Unexpected/);
    assert.ok(line.length <= 500);
  }
}

function outcomeOf({ outside }: Found, check: string): string | undefined {
  return outside.checks.find(({ id }) => id === check)?.outcome;
}

const text = (change: (text: string) => string) => (bytes: Buffer) => Buffer.from(change(bytes.toString("utf8")));
const second = (change: (line: string) => string): ((bytes: Buffer) => Buffer) =>
  text((all) =>
    all
      .split("\n")
      .with(1, change(all.split("\n")[1] ?? ""))
      .join("\n"),
  );
const DEPTH = 200_000;

const RECORDS: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  "nested without end": second(() => `${"[".repeat(DEPTH)}${"]".repeat(DEPTH)}`),
  "objects nested without end": second(() => `${'{"a":'.repeat(DEPTH)}1${"}".repeat(DEPTH)}`),
  "a body nested without end": second((line) =>
    line.replace('{"run":1}', `{"run":${"[".repeat(DEPTH)}${"]".repeat(DEPTH)}}`),
  ),
  "a line of a hundred megabytes": second((line) => line.replace("lockstep", "x".repeat(100_000_000))),
  "a line of blanks": second(() => " ".repeat(1000)),
  "a name that stands twice": second((line) => line.replace("{", '{"actor":"somebody",')),
  "a byte order mark": (bytes) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
  "line ends of Windows": text((all) => all.replaceAll("\n", "\r\n")),
  "an empty line": text((all) => all.replace("\n", "\n\n")),
  "no end of the last line": (bytes) => bytes.subarray(0, -1),
  "what is no UTF-8": (bytes) => Buffer.concat([bytes, Buffer.from([0xff, 0x0a])]),
  "half a pair of surrogates": second((line) => line.replace("lockstep", "\\ud800")),
  "half a pair as bytes": (bytes) =>
    Buffer.from(bytes.toString("latin1").replace("lockstep", "\xed\xa0\x80"), "latin1"),
  "a number": second(() => "7"),
  null: second(() => "null"),
  "a list": second(() => "[]"),
  "a number beyond all": second((line) => line.replace('"seq":1', '"seq":1e999')),
  "a number written otherwise": second((line) => line.replace('"seq":1', '"seq":1.0')),
  "a prototype": second((line) => line.replace("{", '{"__proto__":{"seq":1},')),
  "characters that a terminal obeys": second(() => "\u001b[2J\u202e"),
  nothing: () => Buffer.alloc(0),
};

for (const [what, change] of Object.entries(RECORDS)) {
  test(`a ledger with ${what} is broken, and told in plain words`, async () => {
    const found = await findIn(LEDGER, change);
    assert.equal(found.inside.outcome, "broken", describe(found.inside));
    assert.notEqual(found.outside.outcome, "holds");
    assert.equal(outcomeOf(found, "ledger"), "broken", JSON.stringify(found.outside.faults));
    assertPlain(found);
  });
}

for (const what of [
  "nested without end",
  "a line of a hundred megabytes",
  "null",
  "a name that stands twice",
  "nothing",
]) {
  test(`seals with ${what} are broken, and told in plain words`, async () => {
    const found = await findIn(SEALS, (bytes) =>
      what === "a line of a hundred megabytes"
        ? second((line) => line.replace("Lockstep", "x".repeat(100_000_000)))(bytes)
        : (RECORDS[what] ?? assert.fail())(bytes),
    );
    assert.equal(found.inside.outcome, "broken", describe(found.inside));
    assert.equal(outcomeOf(found, "ledger"), "broken", JSON.stringify(found.outside.faults));
    assertPlain(found);
  });
}

interface Envelope {
  payloadType: string;
  payload: string;
  signatures: { keyid: string; sig: string }[];
}

/** The envelope changed, in the one form that it has. */
function envelopeWith(change: (envelope: Envelope) => unknown): string {
  const envelope = JSON.parse(envelopeOf(key, files, chain)) as Envelope;
  const { payload, payloadType, signatures } = change(envelope) as Envelope;
  return `${JSON.stringify({ payload, payloadType, signatures })}\n`;
}

const other = (JSON.parse(envelopeOf(stranger, files, chain)) as Envelope).signatures;
const half = (sig: string): string => Buffer.from(sig, "base64").subarray(0, -40).toString("base64");

const ENVELOPES: Readonly<Record<string, (envelope: Envelope) => unknown>> = {
  "two signatures, one of them false": (of) => ({
    ...of,
    signatures: [...of.signatures, { ...of.signatures[0], sig: other[0]?.sig }],
  }),
  "the signatures of two keys": (of) => ({ ...of, signatures: [...of.signatures, ...other] }),
  "the same signature twice": (of) => ({ ...of, signatures: [...of.signatures, ...of.signatures] }),
  "no signature": (of) => ({ ...of, signatures: [] }),
  "a signature under another key's name": (of) => ({
    ...of,
    signatures: of.signatures.map(({ sig }) => ({ keyid: stranger.fingerprint, sig })),
  }),
  "a stranger's signature under the key's name": (of) => ({
    ...of,
    signatures: other.map(({ sig }) => ({ keyid: key.fingerprint, sig })),
  }),
  "a signature that was cut": (of) => ({ ...of, signatures: of.signatures.map((e) => ({ ...e, sig: half(e.sig) })) }),
  "a signature that is none": (of) => ({ ...of, signatures: of.signatures.map((e) => ({ ...e, sig: "%%%" })) }),
  "a signature that is no text": (of) => ({ ...of, signatures: [{ keyid: key.fingerprint, sig: { a: 1 } }] }),
  "signatures that are no list": (of) => ({ ...of, signatures: { length: 1, 0: of.signatures[0] } }),
  "another type": (of) => ({ ...of, payloadType: "application/vnd.in-toto+json; x" }),
  "a payload of another type": (of) => ({ ...of, payloadType: "text/plain" }),
  "a payload that is no statement": (of) => ({ ...of, payload: Buffer.from('{"subject":7}').toString("base64") }),
  "a payload that is nested without end": (of) => ({
    ...of,
    payload: Buffer.from("[".repeat(DEPTH)).toString("base64"),
  }),
  "a payload that is no base64": (of) => ({ ...of, payload: "\u0000" }),
};

for (const [what, change] of Object.entries(ENVELOPES)) {
  test(`an attestation with ${what} is broken, and told in plain words`, async () => {
    const found = await find(files, envelopeWith(change));
    assert.equal(found.inside.outcome, "broken", describe(found.inside));
    assert.equal(outcomeOf(found, "signature"), "broken", JSON.stringify(found.outside.faults));
    assertPlain(found);
  });
}
