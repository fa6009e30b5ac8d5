import assert from "node:assert/strict";
import { test } from "node:test";
import type { LockstepError } from "#services/core/errors";
import type { SnapshotWriter } from "#services/ports/estate-repository";
import {
  channelFixture,
  FIXTURE_DIALECT,
  FIXTURE_MASK_KEY,
  fixtureOf,
  itemsOf,
  snapshotOf,
  writeAll,
} from "#test/fakes/artefact-fixtures";
import { createTemporaryEstate, type TemporaryEstate } from "#test/fakes/temporary-estate";

function begin({ store }: TemporaryEstate, nodeId = "tie-a"): Promise<SnapshotWriter> {
  const about = { engineId: "tie", nodeIds: ["tie-a", "tie-b"], dialect: FIXTURE_DIALECT, maskKeyId: FIXTURE_MASK_KEY };
  return store.beginSnapshot({ ...about, nodeId });
}

test("opens again exactly what was taken, files and facts and all", async () => {
  await using estate = await createTemporaryEstate();
  const fixtures = [
    channelFixture(1, "one"),
    channelFixture(2, "two"),
    fixtureOf("global-scripts/global~0", { "a.js": "" }),
  ];
  const snapshot = snapshotOf(fixtures, {
    takenAt: "2026-11-23T02:00:00.123Z",
    facts: {
      engineVersion: "4.5.2",
      clockSkewMs: -12.5,
      counts: { channel: 3 },
      operability: [{ kind: "channel", key: "1", operability: "saved-only", cause: "source", queued: 4 }],
      events: [{ id: "1", at: "2026-11-22T01:00:00Z", act: "Update channel", actor: "sam", phase: "save" }],
      eventsFrom: "2026-11-21T01:00:00Z",
    },
  });
  const ref = await writeAll(await begin(estate), fixtures, snapshot);
  const opened = await estate.store.openSnapshot("tie", "tie-a");
  assert.equal(ref.changed, true);
  assert.equal(opened?.commit, ref.commit);
  assert.deepEqual(opened?.snapshot, snapshot);
  const loaded = await opened?.load(fixtures.map(({ entry }) => entry.path));
  for (const { entry, files } of fixtures) {
    const found = loaded?.get(entry.path) ?? [];
    assert.deepEqual(
      found.map(({ path }) => path),
      files.map(({ path }) => path),
    );
    assert.ok(files.every((file, index) => Buffer.from(file.bytes).equals(found[index]?.bytes ?? Buffer.of(1))));
  }
  assert.deepEqual((await estate.store.openSnapshotCommit(ref.commit)).snapshot, snapshot);
});

test("makes no commit where a look saw nothing new, although queue, clock and events differ", async () => {
  await using estate = await createTemporaryEstate();
  const fixtures = [channelFixture(1, "one")];
  const operability = { kind: "channel", key: "1", operability: "deployed" } as const;
  const first = snapshotOf(fixtures, { facts: { clockSkewMs: 3, operability: [{ ...operability, queued: 1 }] } });
  const later = snapshotOf(fixtures, {
    takenAt: "2026-11-24T02:00:00.000Z",
    facts: {
      clockSkewMs: 40,
      operability: [{ ...operability, queued: 9 }],
      events: [{ id: "1", at: "2026-11-23T01:00:00Z", act: "Update channel", actor: "sam", phase: "save" }],
      eventsFrom: "2026-11-23T00:30:00Z",
    },
  });
  const one = await writeAll(await begin(estate), fixtures, first);
  const two = await writeAll(await begin(estate), fixtures, later);
  assert.deepEqual({ ...two, takenAt: one.takenAt }, { ...one, changed: false });
  assert.equal(await estate.git("rev-list", "--count", "refs/heads/observed/tie/tie-a"), "1");
});

test("records that a channel was stopped without calling it a changed snapshot", async () => {
  await using estate = await createTemporaryEstate();
  const fixtures = [channelFixture(1, "one")];
  const withState = (operability: "deployed" | "disabled") =>
    snapshotOf(fixtures, { facts: { operability: [{ kind: "channel", key: "1", operability }] } });
  const one = await writeAll(await begin(estate), fixtures, withState("deployed"));
  const two = await writeAll(await begin(estate), fixtures, withState("disabled"));
  assert.notEqual(two.commit, one.commit);
  assert.equal(two.changed, false);
});

test("drops the folders of artefacts that are gone and the files that an artefact lost", async () => {
  await using estate = await createTemporaryEstate();
  const lost = fixtureOf("channels/feed-2~00000002", { "channel.json": "{}\n" });
  await writeAll(await begin(estate), [channelFixture(1, "one"), channelFixture(2, "two")]);
  const ref = await writeAll(await begin(estate), [lost]);
  const files = await estate.git("ls-tree", "-r", "--name-only", ref.commit);
  assert.deepEqual(files.split("\n"), [
    "channels/feed-2~00000002/channel.json",
    "manifest.jsonl",
    "provenance/facts.json",
    "provenance/items.jsonl",
  ]);
});

test("takes over what the sister node holds without its files being read again", async () => {
  await using estate = await createTemporaryEstate();
  const fixtures = [channelFixture(1, "one"), channelFixture(2, "two")];
  await writeAll(await begin(estate), fixtures);
  const writer = await begin(estate, "tie-b");
  for (const item of itemsOf(fixtures)) {
    const known = writer.known.get(item.rawDigest);
    assert.deepEqual(known?.provenance, item.provenance);
    for (const entry of known?.entries ?? []) await writer.keep(entry.path, entry.digest);
  }
  const ref = await writer.commit(snapshotOf(fixtures, { nodeId: "tie-b" }), itemsOf(fixtures));
  assert.equal(
    await estate.git("rev-parse", `${ref.commit}:channels`),
    await estate.git("rev-parse", "refs/heads/observed/tie/tie-a:channels"),
  );
});

test("knows nothing of a snapshot made by another reader or under another mask key", async () => {
  await using estate = await createTemporaryEstate();
  await writeAll(await begin(estate), [channelFixture(1, "one")]);
  const about = {
    engineId: "tie",
    nodeId: "tie-a",
    nodeIds: ["tie-a"],
    dialect: FIXTURE_DIALECT,
    maskKeyId: FIXTURE_MASK_KEY,
  };
  assert.equal((await estate.store.beginSnapshot(about)).known.size, 1);
  assert.equal((await estate.store.beginSnapshot({ ...about, dialect: "fixture/2" })).known.size, 0);
  assert.equal((await estate.store.beginSnapshot({ ...about, maskKeyId: "k2" })).known.size, 0);
});

test("signs every snapshot, says what changed in it, and leaves nothing temporary behind", async () => {
  await using estate = await createTemporaryEstate();
  const changed = channelFixture(1, "two");
  await writeAll(await begin(estate), [channelFixture(1, "one")]);
  const abandoned = await begin(estate);
  await abandoned.put("channels/left", [{ path: "a", bytes: Buffer.from("never seen") }]);
  await abandoned.abandon();
  await writeAll(await begin(estate), [changed]);
  const signers = await estate.git("show", "main:policy/allowed_signers");
  const { writeFile } = await import("node:fs/promises");
  await writeFile(`${estate.folder}/signers`, signers);
  const log = await estate.git(
    ...["-c", `gpg.ssh.allowedSignersFile=${estate.folder}/signers`],
    ...["log", "--format=%G?", "--all"],
  );
  assert.deepEqual(new Set(log.split("\n")), new Set(["G"]));
  assert.match(
    await estate.git("log", "-1", "--format=%B", "observed/tie/tie-a"),
    new RegExp(`^${changed.entry.digest} ${changed.entry.path}$`, "m"),
  );
  assert.equal(await estate.git("for-each-ref", "refs/lockstep"), "");
  assert.equal(await estate.git("fsck", "--strict", "--no-dangling"), "");
});

test("refuses a snapshot that says more or less than was written for it", async () => {
  await using estate = await createTemporaryEstate();
  const [one, two] = [channelFixture(1, "one"), channelFixture(2, "two")];
  const isBug = (error: LockstepError): boolean => error.code === "bug";
  const less = await begin(estate);
  await less.put(one.entry.path, one.files);
  await assert.rejects(less.commit(snapshotOf([one, two]), []), isBug);
  const more = await begin(estate);
  await more.put(one.entry.path, one.files);
  await more.put(two.entry.path, two.files);
  await assert.rejects(more.commit(snapshotOf([one]), []), isBug);
  await more.abandon();
  await less.abandon();
  await assert.rejects((await begin(estate)).keep(one.entry.path, one.entry.digest), isBug);
});

const HOSTILE_PATHS = [
  "../x",
  "channels/../../x",
  "/etc/passwd",
  "channels//a",
  ".",
  "channels/.",
  ".git/hooks/update",
  "a/.GIT/config",
  "a/git~1/config",
  ".gitmodules",
  "a/.gitattributes",
  "a\\b",
  "a\0b",
  "a\nb",
  "a\tb",
  "con",
  "a/NUL.json",
  "com1",
  "a/lpt9.txt",
  "a.",
  "a ",
  "a:b",
  "a*",
  "a?",
  '"a"',
  "a<b",
  "a|b",
  "\u202Egpj.exe",
  "a\u200Db",
  "\uD800",
  "",
  "x".repeat(256),
  `${"d/".repeat(600)}x`,
  "provenance/facts.json",
  "Provenance/x",
  "manifest.jsonl",
] as const;

test("refuses every path that some file system, shell or Git would take amiss", async () => {
  await using estate = await createTemporaryEstate();
  const writer = await begin(estate);
  const files = [{ path: "a.json", bytes: Buffer.from("x") }];
  for (const path of HOSTILE_PATHS) {
    await assert.rejects(
      writer.put(path, files),
      (error: LockstepError) => error.code === "store-unsound",
      JSON.stringify(path),
    );
    await assert.rejects(
      writer.keep(path, ""),
      (error: LockstepError) => error.code === "store-unsound",
      JSON.stringify(path),
    );
  }
  for (const path of HOSTILE_PATHS.slice(0, -3)) {
    await assert.rejects(writer.put("channels/a", [{ path, bytes: Buffer.of() }]), JSON.stringify(path));
  }
});

test("refuses an engine or node id that is an option, a path or an expression of Git", async () => {
  await using estate = await createTemporaryEstate();
  for (const id of ["-x", "../main", "a..b", "a~1", "a b", "A", "", "a/b", "@{-1}", "a\n"]) {
    await assert.rejects(
      estate.store.openSnapshot(id, "tie-a"),
      (error: LockstepError) => error.code === "selector-unknown",
    );
    await assert.rejects(
      estate.store.openSnapshot("tie", id),
      (error: LockstepError) => error.code === "selector-unknown",
    );
    await assert.rejects(
      estate.store.openSnapshotCommit(id),
      (error: LockstepError) => error.code === "selector-unknown",
    );
  }
});

test("names the key when it cannot sign, and shows no half snapshot", async () => {
  await using estate = await createTemporaryEstate();
  const { openEstateRepository } = await import("#services/stores/git/open-estate-repository");
  const store = openEstateRepository({ ...estate.context, signingKeyFile: "/nowhere/key" }, estate.ledger);
  const fixtures = [channelFixture(1, "one")];
  await assert.rejects(
    writeAll(await begin({ ...estate, store }), fixtures),
    (error: LockstepError) => error.code === "key-missing",
  );
  assert.equal(await estate.store.openSnapshot("tie", "tie-a"), undefined);
  assert.equal(await estate.git("for-each-ref", "refs/lockstep"), "");
});
