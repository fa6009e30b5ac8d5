import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { deflateSync } from "node:zlib";
import type { Bytes } from "#services/ports/evidence";
import { objectHeader, packHeader } from "#services/stores/evidence/git-pack-form";
import { openEvidenceSource } from "#services/stores/evidence/open-evidence-source";
import { type PackedStore, restoreStore } from "#services/stores/evidence/restore-store";
import type { TemporaryEstate } from "#test/fakes/temporary-estate";
import { collectBytes, createEstateWithBranches, headOf } from "#test/stores/evidence/estate-with-branches";

// Of its own, so that what a refused store leaves behind can be seen beside other tests.
const folder = mkdtempSync(join(tmpdir(), "lockstep-restore-"));
process.env["TMPDIR"] = folder;
after(() => rmSync(folder, { recursive: true, force: true }));

interface Packed {
  readonly parameters: PackedStore["parameters"];
  readonly bundle: Buffer;
  readonly ledgerPack: Buffer;
}

async function packStore(estate: TemporaryEstate): Promise<Packed> {
  const source = openEvidenceSource(estate.context);
  const [branches, head] = [await source.branches(["tie"]), await headOf(estate)];
  return {
    parameters: { branches, head },
    bundle: await collectBytes(source.bundle(branches)),
    ledgerPack: await collectBytes(source.ledgerPack(head.commit)),
  };
}

async function* asBytes(bytes: Uint8Array): Bytes {
  for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
}

function restore({ parameters, bundle, ledgerPack }: Packed): ReturnType<typeof restoreStore> {
  return restoreStore({ parameters, bundle: asBytes(bundle), ledgerPack: asBytes(ledgerPack) });
}

async function refusal(packed: Packed): Promise<string> {
  const before = leftovers();
  try {
    await using store = await restore(packed);
    return `restored ${typeof store}`;
  } catch (error) {
    assert.equal((error as { code?: string }).code, "pack-unreadable", String(error));
    assert.deepEqual(leftovers(), before);
    return String(error);
  }
}

function leftovers(): readonly string[] {
  return readdirSync(folder).filter((name) => name.startsWith(`lockstep-evidence-`));
}

test("a store that comes out of a pack answers as the estate's own, and goes when it is closed", async () => {
  await using estate = await createEstateWithBranches();
  const purged = await estate.git("rev-parse", "tickets");
  await estate.store.purge({
    blob: await estate.git("rev-parse", "observed/tie/tie-a:large.txt"),
    reason: "leak",
    actor: "Ada",
  });
  const packed = await packStore(estate);
  {
    await using store = await restore(packed);
    const [own, restored] = [[], []] as [unknown[], unknown[]];
    for await (const record of estate.ledger.records()) own.push(record);
    for await (const record of store.ledger.records()) restored.push(record);
    assert.deepEqual(restored, own);
    assert.deepEqual(await store.repository.governed(), await estate.store.governed());
    assert.equal((await store.ticketStore.open()).commit, packed.parameters.branches["tickets"]);
    const { head } = packed.parameters;
    assert.deepEqual(await store.ledger.verify(), {
      sound: true,
      records: 5,
      head: head.hash,
      rollback: "not-checked",
    });
    // What the records name by its old id is found where the purge put it.
    assert.notEqual(purged, packed.parameters.branches["tickets"]);
    assert.equal((await store.ticketStore.open(purged)).commit, packed.parameters.branches["tickets"]);
  }
  assert.deepEqual(leftovers(), []);
});

test("what was packed can be packed again out of itself, byte for byte", async () => {
  await using estate = await createEstateWithBranches();
  const packed = await packStore(estate);
  await using store = await restore(packed);
  const { branches, head } = packed.parameters;
  assert.deepEqual(await store.source.branches(["tie"]), branches);
  assert.ok((await collectBytes(store.source.bundle(branches))).equals(packed.bundle));
  assert.ok((await collectBytes(store.source.ledgerPack(head.commit))).equals(packed.ledgerPack));
  const main = branches["main"] ?? "";
  assert.equal(await store.source.allowedSigners(main), await openEvidenceSource(estate.context).allowedSigners(main));
});

test("git reads the pack of the ledger by itself", async () => {
  await using estate = await createEstateWithBranches();
  const { ledgerPack, parameters } = await packStore(estate);
  const bare = join(folder, "bare.git");
  execFileSync("git", ["init", "-q", "--bare", bare]);
  const git = (args: string[], input?: Uint8Array): string =>
    execFileSync("git", [`--git-dir=${bare}`, ...args], { input, encoding: "utf8", stdio: "pipe" });
  git(["index-pack", "--stdin"], ledgerPack);
  git(["update-ref", "refs/heads/ledger", parameters.head.commit]);
  assert.equal(git(["rev-list", "--count", "ledger"]).trim(), "4");
  assert.equal(git(["show", "ledger:2026/11/23.jsonl"]).split("\n").length, 5);
});

test("a store that was touched, cut or swapped is refused, and leaves nothing behind", async () => {
  await using estate = await createEstateWithBranches();
  const packed = await packStore(estate);
  const { bundle, ledgerPack, parameters } = packed;
  const turned = (bytes: Buffer, at: number): Buffer => {
    const copy = Buffer.from(bytes);
    copy[at] = (copy[at] ?? 0) ^ 0x10;
    return copy;
  };
  for (const part of [0.1, 0.3, 0.5, 0.7, 0.9, 0.999]) {
    assert.match(
      await refusal({ ...packed, bundle: turned(bundle, Math.floor(bundle.length * part)) }),
      /store\.bundle/,
    );
    assert.match(
      await refusal({ ...packed, ledgerPack: turned(ledgerPack, Math.floor(ledgerPack.length * part)) }),
      /ledger\.pack/,
    );
    assert.match(
      await refusal({ ...packed, bundle: bundle.subarray(0, Math.floor(bundle.length * part)) }),
      /store\.bundle/,
    );
  }
  assert.match(await refusal({ ...packed, ledgerPack: Buffer.concat([ledgerPack, Buffer.from("x")]) }), /does not end/);
  assert.match(await refusal({ ...packed, ledgerPack: bundle }), /ledger\.pack is no pack/);
  const branches = { ...parameters.branches, main: parameters.branches["tickets"] ?? "" };
  assert.match(await refusal({ ...packed, parameters: { ...parameters, branches } }), /just the branches/);
  const head = { ...parameters.head, commit: "0".repeat(40) };
  assert.match(await refusal({ ...packed, parameters: { ...parameters, head } }), /commit that it does not hold/);
});

test("no name of a branch leads anywhere but into the store", async () => {
  await using estate = await createEstateWithBranches();
  const packed = await packStore(estate);
  for (const name of [
    "../../main",
    "observed/../x",
    "ledger",
    "observed/tie",
    "hooks/post-update",
    "observed/tie/tie-a.lock",
  ]) {
    const branches = { ...packed.parameters.branches, [name]: packed.parameters.branches["main"] ?? "" };
    assert.match(
      await refusal({ ...packed, parameters: { ...packed.parameters, branches } }),
      /a branch that no pack takes/,
    );
  }
});

/** A pack of Git's with objects as given: the type by its number, the size that is told, and what stands for the content. */
function packOf(objects: readonly (readonly [type: number, size: number, packed: Uint8Array])[]): Buffer {
  const parts = objects.flatMap(([type, size, packed]) => {
    const header = objectHeader("blob", size);
    header[0] = ((header[0] ?? 0) & 0x8f) | (type << 4);
    return [header, packed];
  });
  const body = Buffer.concat([packHeader(objects.length), ...parts]);
  return Buffer.concat([body, createHash("sha1").update(body).digest()]);
}

test("an object that is a difference, is compressed or lies of its size never reaches git", async () => {
  await using estate = await createEstateWithBranches();
  const packed = await packStore(estate);
  const small = Buffer.from("a blob\n");
  const plain = deflateSync(small, { level: 0 });
  const attack = (...objects: readonly (readonly [number, number, Uint8Array])[]): Promise<string> =>
    refusal({ ...packed, ledgerPack: packOf(objects) });
  assert.match(await attack([3, small.length, plain]), /commit that it does not hold/);
  assert.match(await attack([7, small.length, plain]), /not whole/);
  assert.match(await attack([6, small.length, plain]), /not whole/);
  assert.match(await attack([0, small.length, plain]), /not whole/);
  assert.match(await attack([3, 5, plain]), /damaged, or compressed/);
  assert.match(await attack([3, 2 ** 40, plain]), /damaged, or compressed/);
  assert.match(await attack([3, small.length, deflateSync(small)]), /damaged, or compressed/);
  assert.match(await attack([3, 5_000_000, deflateSync(Buffer.alloc(5_000_000))]), /damaged, or compressed/);
  assert.match(await attack([3, small.length, plain], [3, small.length, plain]), /not in order/);
});
