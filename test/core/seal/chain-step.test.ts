import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import fc from "fast-check";
import type { LedgerRecord } from "#schemas/ledger-record";
import { type AllowedSigner, parseAllowedSigners } from "#services/core/seal/allowed-signers";
import { type ChainEnd, takeChainStep } from "#services/core/seal/chain-step";
import { canonicalText, sealRecord } from "#services/core/seal/seal-record";
import type { SealedLine } from "#services/ports/evidence";
import { openEvidenceSource } from "#services/stores/evidence/open-evidence-source";
import { createSigningKey } from "#services/stores/git/create-signing-key";
import { createTemporaryEstate, type TemporaryEstate } from "#test/fakes/temporary-estate";
import { openThiefLedger } from "#test/fakes/thief-ledger";

interface Chain {
  readonly sealed: readonly SealedLine[];
  readonly signers: readonly AllowedSigner[];
}

/** Five records that Git itself sealed; of the last another key did, if wanted. */
async function chainOf(estate: TemporaryEstate, lastKey?: string): Promise<Chain> {
  for (let run = 1; run <= 3; run++) await append(estate, run);
  if (lastKey === undefined) await append(estate, 4);
  else {
    await (await openThiefLedger(estate, lastKey)).append({
      type: "run",
      actor: "lockstep",
      at: "2026-11-23T02:00:00Z",
      body: {},
    });
  }
  const [source, head] = [openEvidenceSource(estate.context), await estate.ledger.head()];
  assert.ok(head);
  const sealed: SealedLine[] = [];
  for await (const line of source.ledgerLines(head)) sealed.push(line);
  return { sealed, signers: parseAllowedSigners(await estate.git("show", "main:policy/allowed_signers")) };
}

async function append({ ledger }: TemporaryEstate, run: number): Promise<void> {
  await ledger.append({ type: "run", actor: "Zoë", at: "2026-11-23T02:00:00Z", body: { run, note: "– é" } });
}

function faultsOf({ sealed, signers }: Chain): string[] {
  let end: ChainEnd | undefined;
  return sealed.flatMap((each) => {
    const step = takeChainStep(end, each, signers);
    end = step.end;
    return step.faults.map(({ outcome, about, message }) => `${outcome}, ${about}: ${message}`);
  });
}

function withLine(chain: Chain, at: number, edit: (record: LedgerRecord) => LedgerRecord): Chain {
  const [line, object] = [chain.sealed[at]?.line ?? "", chain.sealed[at]?.object ?? ""];
  const edited = canonicalText(edit(JSON.parse(line) as LedgerRecord));
  return { ...chain, sealed: chain.sealed.with(at, { line: edited, object, commit: chain.sealed[at]?.commit ?? "" }) };
}

test("a chain that Git sealed holds from its first record to its last", async () => {
  await using estate = await createTemporaryEstate();
  assert.deepEqual(faultsOf(await chainOf(estate)), []);
});

test("names the record that was edited, dropped, put elsewhere or put in twice", async () => {
  await using estate = await createTemporaryEstate();
  const chain = await chainOf(estate);
  const { sealed } = chain;
  const [zero, one, two, three, four] = sealed;
  assert.ok(zero && one && two && three && four);
  assert.deepEqual(faultsOf(withLine(chain, 2, (record) => ({ ...record, actor: "Eve" }))), [
    "broken, record 2: Its content does not fit its hash: it was edited.",
  ]);
  const remade = withLine(chain, 2, (record) =>
    sealRecord({ ...record, actor: "Eve" }, { seq: 1, hash: record.previous ?? "" }),
  );
  assert.deepEqual(
    faultsOf(remade).map((fault) => fault.replace(/sha256:[0-9a-f]+/, "…")),
    [
      "broken, record 2: Its commit sealed another record: 2, ….",
      "broken, record 3: It does not link to the record before it.",
    ],
  );
  assert.deepEqual(faultsOf({ ...chain, sealed: [zero, one, three, four] }), [
    "broken, record 3: Record 2 should stand here, but record 3 does.",
  ]);
  assert.equal(faultsOf({ ...chain, sealed: [zero, two, one, three, four] }).length, 3);
  assert.deepEqual(faultsOf({ ...chain, sealed: [zero, one, one, two, three, four] }), [
    "broken, record 1: Record 2 should stand here, but record 1 does.",
  ]);
  assert.deepEqual(faultsOf({ ...chain, sealed: sealed.slice(1) }), [
    "broken, record 1: The ledger does not begin with the making of the estate.",
  ]);
  assert.deepEqual(faultsOf({ ...chain, sealed: sealed.with(1, { ...one, line: `${one.line} ` }) }), [
    "broken, record 1: It is not in canonical form: it was edited.",
  ]);
  assert.deepEqual(faultsOf({ ...chain, sealed: sealed.with(4, { ...four, line: "{}" }) }), [
    "broken, record 4: The line is not a record.",
  ]);
});

test("names the record whose commit is another one, is edited, or is not signed by a key that counts", async () => {
  await using estate = await createTemporaryEstate();
  const chain = await chainOf(estate);
  const { sealed, signers } = chain;
  const [, one, two] = sealed;
  assert.ok(one && two);
  assert.deepEqual(faultsOf({ ...chain, sealed: sealed.with(2, { ...two, object: one.object, commit: one.commit }) }), [
    "broken, record 2: The commit that sealed it does not follow the one before.",
    "broken, record 3: The commit that sealed it does not follow the one before.",
  ]);
  const unsigned = two.object.replace(/gpgsig [^\n]+\n(?: [^\n]*\n)*/, "");
  assert.deepEqual(faultsOf({ ...chain, sealed: sealed.with(2, { ...two, object: unsigned }) }), [
    "broken, record 2: The commit that sealed it does not fit its id: it was edited.",
    "broken, record 2: Its commit is not signed.",
  ]);
  assert.deepEqual(
    new Set(faultsOf({ ...chain, signers: [] }).map((fault) => fault.replace(/\d+/, "n"))),
    new Set(["broken, record n: Its commit is signed by a key that is not among the allowed signers."]),
  );
  const later = signers.map((signer) => ({ ...signer, from: "2026-11-23T02:00:01Z" }));
  assert.match(faultsOf({ ...chain, signers: later })[0] ?? "", /by a key that did not count at that time/);
});

test("says that it cannot tell where a commit is signed with a kind of key that is not checked here", async () => {
  await using estate = await createTemporaryEstate();
  const key = `${estate.folder}/other`;
  await createSigningKey(key);
  assert.deepEqual(faultsOf(await chainOf(estate, key)), [
    "broken, record 4: Its commit is signed by a key that is not among the allowed signers.",
  ]);
  execFileSync("ssh-keygen", ["-q", "-t", "ecdsa", "-N", "", "-f", `${estate.folder}/ecdsa`]);
  await using other = await createTemporaryEstate();
  assert.deepEqual(faultsOf(await chainOf(other, `${estate.folder}/ecdsa`)), [
    "unknown, record 4: Its commit is signed with a kind of key that cannot be checked here.",
  ]);
});

test("no letter of a record or of its commit can be changed without being seen", async () => {
  await using estate = await createTemporaryEstate();
  const chain = await chainOf(estate);
  const edit = (text: string, at: number, letter: string): string => text.slice(0, at) + letter + text.slice(at + 1);
  fc.assert(
    fc.property(
      fc.nat(4),
      fc.constantFrom("line", "object"),
      fc.nat(100_000),
      fc.string({ minLength: 0, maxLength: 1 }),
      (at, part, place, letter) => {
        const sealed = chain.sealed[at];
        assert.ok(sealed);
        const text = sealed[part === "line" ? "line" : "object"];
        const edited = edit(text, place % text.length, letter);
        fc.pre(edited !== text);
        const changed = { ...chain, sealed: chain.sealed.with(at, { ...sealed, [part]: edited }) };
        assert.notDeepEqual(faultsOf(changed), []);
      },
    ),
    { numRuns: 300 },
  );
});
