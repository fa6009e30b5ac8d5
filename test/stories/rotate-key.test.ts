import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { parseAllowedSigners } from "#services/core/seal/allowed-signers";
import { type ChainEnd, takeChainStep } from "#services/core/seal/chain-step";
import { openEvidenceSource } from "#services/stores/evidence/open-evidence-source";
import { verifyCommits } from "#services/stores/git/verify-commits";
import { openLedger } from "#services/stores/ledger/open-ledger";
import { readPublicKey } from "#services/stores/rotation/next-key";
import { type RotationRequest, rotateKey } from "#services/stores/rotation/rotate-key";
import { createTemporaryEstate, type TemporaryEstate } from "#test/fakes/temporary-estate";
import { openThiefLedger } from "#test/fakes/thief-ledger";

const BY: RotationRequest = { by: "Ros Haddon", overlapHours: 24 };

function note({ ledger }: TemporaryEstate, text: string) {
  return ledger.append({ type: "exercise", actor: "Ros Haddon", at: "2026-11-23T02:00:00.000Z", body: { text } });
}

async function assertWorks(estate: TemporaryEstate): Promise<void> {
  await note(estate, "goes on");
  const verdict = await estate.ledger.verify();
  assert.ok(verdict.sound, verdict.sound ? "" : verdict.problem);
  assert.equal(await estate.ledger.findHeadFault(), undefined);
  const [main] = await verifyCommits(estate.context, [(await estate.git("rev-parse", "main")).trim()]);
  assert.equal(main?.trusted, true, main?.fault);
}

async function rotations({ ledger }: TemporaryEstate): Promise<readonly (readonly unknown[])[]> {
  const found = [];
  for await (const { actor, body } of ledger.records({ type: "key-rotated" }))
    found.push([actor, body["previous"], body["fingerprint"]]);
  return found;
}

async function signers({ git }: TemporaryEstate) {
  return parseAllowedSigners(await git("show", "main:policy/allowed_signers"));
}

test("a new key signs from then on, and what the old one signed stays valid", async () => {
  let now = new Date("2026-11-23T02:00:00Z");
  await using estate = await createTemporaryEstate(() => now);
  await note(estate, "before");
  const old = await readPublicKey(estate.context.signingKeyFile);
  const rotated = await rotateKey(estate.context, estate.ledger, BY);
  const current = await readPublicKey(estate.context.signingKeyFile);
  assert.deepEqual(
    [rotated.previous, rotated.fingerprint, rotated.finished],
    [old.fingerprint, current.fingerprint, false],
  );
  assert.notEqual(old.fingerprint, current.fingerprint);
  assert.deepEqual(await rotations(estate), [["Ros Haddon", old.fingerprint, current.fingerprint]]);
  await assertWorks(estate);
  assert.deepEqual(
    (await signers(estate)).map(({ fingerprint, until }) => [fingerprint, until]),
    [
      [old.fingerprint, "2026-11-24T02:00:00Z"],
      [current.fingerprint, null],
    ],
  );
  now = new Date("2027-02-01T02:00:00Z");
  await assertWorks(estate);
});

test("nothing counts that is signed with the old key after its end", async () => {
  let now = new Date("2026-11-23T02:00:00Z");
  await using estate = await createTemporaryEstate(() => now);
  await mkdir(join(estate.folder, "kept"));
  const { context, ledger } = estate;
  const stolen = join(estate.folder, "kept", "signing_key");
  await copyFile(context.signingKeyFile, stolen);
  await rotateKey(context, ledger, BY);
  now = new Date("2026-11-25T02:00:00Z");
  const forged = { type: "exercise", actor: "lockstep", at: now.toISOString(), body: {} } as const;
  const stale = openLedger({ ...context, signingKeyFile: stolen });
  await assert.rejects(stale.append(forged), { code: "key-missing" });
  assert.equal((await ledger.verify()).sound, true);
  await (await openThiefLedger(estate, stolen)).append(forged);
  const verdict = await ledger.verify();
  assert.ok(
    !verdict.sound && /record 2: its commit \w+ is signed by a key/.test(verdict.problem),
    JSON.stringify(verdict),
  );
  assert.equal((await ledger.findHeadFault())?.code, "ledger-broken");
});

test("an old key that has ended seals nothing more under a clock that was set back", async () => {
  let now = new Date("2026-11-23T02:00:00Z");
  await using estate = await createTemporaryEstate(() => now);
  const stolen = join(estate.folder, "stolen_key");
  await copyFile(estate.context.signingKeyFile, stolen);
  await rotateKey(estate.context, estate.ledger, BY);
  now = new Date("2026-11-26T02:00:00Z");
  await note(estate, "after the old key has ended");
  const backThen = new Date("2026-11-23T12:00:00Z");
  await (await openThiefLedger(estate, stolen, () => backThen)).append({
    ...{ type: "exercise", actor: "lockstep", at: backThen.toISOString(), body: {} },
  });
  const verdict = await estate.ledger.verify();
  assert.match(verdict.sound ? "" : verdict.problem, /^record 3: its commit \w+ is signed by a key that had ended/);
  const [source, head] = [openEvidenceSource(estate.context), await estate.ledger.head()];
  assert.ok(head);
  const signers = parseAllowedSigners(await estate.git("show", "main:policy/allowed_signers"));
  const faults = [];
  let end: ChainEnd | undefined;
  for await (const sealed of source.ledgerLines(head)) {
    const step = takeChainStep(end, sealed, signers);
    faults.push(...step.faults.map(({ about, message }) => `${about}: ${message}`));
    end = step.end;
  }
  assert.deepEqual(faults, ["record 3: Its commit is signed by a key that did not count at that time."]);
});

for (const step of ["key-made", "recorded", "put-to-use"] as const) {
  test(`a rotation that is killed after '${step}' leaves a store that works, and is brought to its end by the next`, async () => {
    await using estate = await createTemporaryEstate();
    const old = await readPublicKey(estate.context.signingKeyFile);
    const killed = new Error("killed");
    const onStep = (reached: string): void => {
      if (reached === step) throw killed;
    };
    await assert.rejects(rotateKey(estate.context, estate.ledger, { ...BY, onStep }), killed);
    await assertWorks(estate);
    const rotated = await rotateKey(estate.context, estate.ledger, BY);
    assert.equal(rotated.finished, true);
    const { fingerprint } = await readPublicKey(estate.context.signingKeyFile);
    assert.deepEqual(await rotations(estate), [["Ros Haddon", old.fingerprint, fingerprint]]);
    assert.equal(
      (await signers(estate)).find((each) => each.fingerprint === old.fingerprint)?.until,
      rotated.until.replace(".000", ""),
    );
    assert.equal(existsSync(`${estate.context.signingKeyFile}.next`), false);
    await assertWorks(estate);
  });
}

test("a kill between the two files of the old key stops no signature", async () => {
  await using estate = await createTemporaryEstate();
  const { rm } = await import("node:fs/promises");
  await rm(`${estate.context.signingKeyFile}.pub`);
  await assertWorks(estate);
});

test("two rotations at once leave keys that all count, and none without its record", async () => {
  await using estate = await createTemporaryEstate();
  const other = openLedger(estate.context);
  const both = await Promise.all([
    rotateKey(estate.context, estate.ledger, BY),
    rotateKey(estate.context, other, { ...BY, by: "Mo Banks" }),
  ]);
  await assertWorks(estate);
  const { fingerprint } = await readPublicKey(estate.context.signingKeyFile);
  const recorded = (await rotations(estate)).map(([, , next]) => next);
  assert.ok(recorded.includes(fingerprint));
  for (const each of both) assert.ok(recorded.includes(each.fingerprint));
  const open = (await signers(estate)).filter(({ until }) => until === null);
  assert.deepEqual(
    open.map((each) => each.fingerprint),
    [fingerprint],
  );
});

test("a key that does not count cannot name the next one", async () => {
  await using estate = await createTemporaryEstate();
  const { createSigningKey } = await import("#services/stores/git/create-signing-key");
  const stranger = join(estate.folder, "stranger");
  await createSigningKey(stranger);
  const context = { ...estate.context, signingKeyFile: stranger };
  await assert.rejects(rotateKey(context, estate.ledger, BY), { code: "key-missing" });
  await assert.rejects(rotateKey(estate.context, estate.ledger, { ...BY, overlapHours: 0 }), { code: "usage" });
  assert.deepEqual(await rotations(estate), []);
});
