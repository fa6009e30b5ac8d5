import assert from "node:assert/strict";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import canonicalize from "canonicalize";
import type { CollectedLook, CollectionUpload, SignedUpload } from "#schemas/collection-upload";
import type { ArtefactEntry } from "#schemas/snapshot";
import { openCollectionService } from "#services/collector/open-collection-service";
import { renderPart } from "#services/core/collection/artefact-part";
import { renderList } from "#services/core/collection/look-parts";
import { renderUpload } from "#services/core/collection/parse-upload";
import { joinParts } from "#services/core/collection/part-batch";
import { digestOf } from "#services/core/text/digest";
import { signUpload } from "#services/stores/keys/sign-upload";
import { type CollectorStage, createCollectorStage, makeKey, TOKEN } from "#test/fakes/collector-stage";
import { commitGoverned } from "#test/fakes/estate-on-loopback";
import { SMALL_MODEL } from "#test/simulators/small-model";

const STANDBY_ID = "5a1c0000-0000-4000-8000-00000000000b";
const STRANGER = `an-invented-stranger-token`;

let stage: CollectorStage;
/** What the collector read and signed while the service was down. */
let waiting: SignedUpload;

before(async () => {
  const standbyModel = { ...SMALL_MODEL, serverId: STANDBY_ID };
  stage = await createCollectorStage({ model: SMALL_MODEL, standbyModel, engines: "all" });
  await stage.down();
  const outcome = await stage.collect();
  assert.equal(outcome.code, 1, outcome.stderr);
  const [name = ""] = await stage.spool();
  const text = await readFile(join(stage.folder, "data", "spool", "waiting", "tie", name), "utf8");
  waiting = (JSON.parse(text) as { signed: SignedUpload }).signed;
  await stage.up();
});

after(() => stage[Symbol.asyncDispose]());

test("a look is not taken from whoever has no token", async () => {
  assert.deepEqual(await post("uploads", waiting, STRANGER), { status: 401, code: "not-signed-in" });
  await nothingCounts();
});

test("a look is not taken that another key signed", async () => {
  const other = join(stage.folder, "other-key");
  makeKey(other);
  assert.deepEqual(await post("uploads", await signUpload(other, waiting.document)), refused(403, "upload-forged"));
  await nothingCounts();
});

test("a look is not taken of which a single digit was changed", async () => {
  const document = waiting.document.replace(/"sequence":(\d+)\d/, '"sequence":$17');
  const changed = document === waiting.document ? waiting.document.replace(/"sequence":\d/, '"sequence":9') : document;
  assert.deepEqual(await post("uploads", { ...waiting, document: changed }), refused(403, "upload-forged"));
});

test("a signature made for anything else does not count", async () => {
  const signature = waiting.signature.replaceAll(/[A-Za-z]/g, "A");
  assert.deepEqual(await post("uploads", { ...waiting, signature }), refused(403, "upload-forged"));
});

test("a look at an engine that is not the collector's is not taken", async () => {
  await commitGoverned(stage.estate, "estate.yaml", (yaml) => yaml.replace(/^( {2}- id: tie\n)/m, `${LAB}$1`));
  assert.deepEqual(await postChanged({ engineId: "lab" }), refused(403, "collector-unknown"));
  assert.deepEqual(await postChanged({ estate: "other" }), refused(403, "collector-unknown"));
  assert.deepEqual(await postChanged({ collector: "edge-2" }), refused(403, "collector-unknown"));
  assert.deepEqual(await post("uploads", waiting, TOKEN, "edge-2"), refused(403, "collector-unknown"));
});

test("names that would leave their folder are no names", async () => {
  for (const name of ["../../heads/main", "tie/../main", "-rf", "refs", "a b", "\u202etie"]) {
    if (name !== "refs") assert.deepEqual(await postChanged({ engineId: name }), refused(422, "upload-refused"), name);
    const looks = [{ ...firstLook(), nodeId: name }];
    assert.deepEqual(await postChanged({ looks }), refused(422, "upload-refused"), name);
  }
});

test("a look by another reader is not taken: the collector must be brought up to date", async () => {
  assert.deepEqual(await postChanged({ dialect: "mirth-connect/1" }), refused(422, "collector-outdated"));
});

test("a look that was masked with another key is not taken", async () => {
  assert.deepEqual(await postChanged({ maskKeyId: "k000000" }), refused(422, "mask-key-differs"));
});

test("a look from the future is not taken: it would never grow old", async () => {
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
  assert.deepEqual(await postChanged({ at: tomorrow }), refused(422, "collector-clock"));
  const looks = parsed().looks.map((look) => ({ ...look, takenAt: tomorrow }) as CollectedLook);
  assert.deepEqual(await postChanged({ looks }), refused(422, "collector-clock"));
});

test("what is not of the one form that there is of it is not taken", async () => {
  const spaced = await sign(JSON.stringify(JSON.parse(waiting.document), null, 1));
  assert.deepEqual(await post("uploads", spaced), refused(422, "upload-refused"));
  assert.deepEqual(await post("uploads", await sign("{")), refused(422, "upload-refused"));
  const more = await sign(canonicalize({ ...parsed(), more: 1 }) ?? "");
  assert.deepEqual(await post("uploads", more), refused(422, "upload-refused"));
});

test("a body larger than is taken is not read to its end, and a batch that unpacks beyond all measure is refused", async () => {
  const large = { ...waiting, document: "x".repeat(41 * 1024 * 1024) };
  assert.equal((await post("uploads", large)).status, 413);
  const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024));
  const answer = await fetch(`${stage.url()}/api/v1/estates/loopback/collectors/edge-1/parts`, {
    method: "POST",
    headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/octet-stream" },
    body: bomb,
  });
  assert.equal(answer.status, 422);
});

test("an artefact in which a secret stands in clear is not taken, and nothing of it is stored", async () => {
  const said = await handInArtefact({ text: "jdbc:postgresql://db/x?password=Cl3ar-Canary-Passw0rd" });
  assert.match(said, /^422 upload-refused .*what looks like a secret or a patient, in clear/);
  assert.ok(!said.includes("Canary"), said);
  await nothingCounts();
});

test("an artefact in which a patient stands is not taken", async () => {
  const said = await handInArtefact({ text: "PID|1||9434765919^^^NHS^NH||HADDON^ROS||19700101|F" });
  assert.match(said, /^422 upload-refused .*what looks like a secret or a patient, in clear/);
});

test("an artefact whose folder lies elsewhere is not taken", async () => {
  for (const path of ["../../policy/x", "provenance/x", "MANIFEST.jsonl", ".git/hooks/x", "channels/con", "/etc/x"]) {
    assert.match(await handInArtefact({ path }), /^422 upload-refused .*names a path that is not taken/, path);
  }
  await nothingCounts();
});

test("an artefact that is listed as another one is not taken", async () => {
  assert.match(await handInArtefact({ listedAs: "Another channel" }), /^422 upload-refused .*listed as another one/);
});

test("a part that was tampered with is as good as none: the right one is still asked for", async () => {
  const service = openService();
  try {
    const answer = await service.handIn(waiting);
    assert.equal(answer.state, "wanted");
    const parts = answer.state === "wanted" ? answer.parts : [];
    await service.sendParts([Buffer.from("[]")]);
    assert.deepEqual(await service.handIn(waiting), { state: "wanted", parts });
  } finally {
    await service.close();
  }
  await nothingCounts();
});

test("handed in twice, a look counts once; an older one does not come on top of it", async () => {
  const outcome = await stage.collect();
  assert.equal(outcome.code, 0, outcome.stderr);
  const jobs = stage.asked.length;
  const commits = await recordsOf("collected");
  assert.equal(commits, 2, "what waited, and what was read now");
  assert.deepEqual(await post("uploads", waiting), { status: 200, state: "known" });
  assert.equal(await recordsOf("collected"), commits);
  assert.equal(stage.asked.length, jobs);
  const other = await postChanged({ clockSkewMs: 1 });
  assert.deepEqual(other, refused(409, "upload-older"), "another one under a number that is taken");
  const again = await postChanged({ sequence: Date.now() + 1 });
  assert.deepEqual(again, refused(409, "upload-older"), "the nodes were looked at later than in this one");
});

test("a collector that was taken out of estate.yaml hands in nothing more", async () => {
  await commitGoverned(stage.estate, "estate.yaml", (yaml) =>
    yaml.replace(/^collectors:[\s\S]*$/m, "").replace(/ {4}collector: edge-1\n/, ""),
  );
  assert.deepEqual(await post("uploads", waiting), refused(403, "collector-unknown"));
});

const LAB = `  - id: lab
    product: mirth-connect
    owner: Integration team
    nodes:
      - { id: lab-a, role: primary, url: "https://lab-a.hospital.test/api" }
      - { id: lab-b, role: standby, url: "https://lab-b.hospital.test/api" }
`;

interface Answered {
  readonly status: number;
  readonly code?: string;
  readonly state?: string;
}

function refused(status: number, code: string): Answered {
  return { status, code };
}

async function post(path: string, body: unknown, token = TOKEN, collector = "edge-1"): Promise<Answered> {
  const answer = await ask(path, body, token, collector);
  const { code, state } = (await answer.json()) as { code?: string; state?: string };
  return { status: answer.status, ...(code === undefined ? {} : { code }), ...(state === undefined ? {} : { state }) };
}

function ask(path: string, body: unknown, token: string, collector: string): Promise<Response> {
  return fetch(`${stage.url()}/api/v1/estates/loopback/collectors/${collector}/${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

function parsed(): CollectionUpload {
  return JSON.parse(waiting.document) as CollectionUpload;
}

function firstLook(): CollectedLook {
  return parsed().looks[0] ?? assert.fail("the collector looked at nothing");
}

function sign(document: string): Promise<SignedUpload> {
  return signUpload(join(stage.folder, "data", "keys", "signing"), document);
}

/** Signed by the right key: what a collector could do that is not to be believed. */
async function postChanged(changes: Partial<CollectionUpload>): Promise<Answered> {
  return await post("uploads", await sign(renderUpload({ ...parsed(), ...changes })));
}

/** Hands in a look that holds one made-up channel, and gives what was said to it. */
async function handInArtefact({
  path = "channels/made-up~00000000",
  text = "nothing",
  listedAs = "Made up",
}): Promise<string> {
  const tree = { "#name": "channel", description: text };
  const document = `${JSON.stringify({ kind: "channel", key: "made-up", name: "Made up", tree }, null, 2)}\n`;
  const part = renderPart([{ path: "channel.json", bytes: Buffer.from(document) }]);
  const entry: ArtefactEntry = { kind: "channel", key: "made-up", name: listedAs, path, digest: digestOf(part) };
  const [manifest, items] = [renderList([entry]), renderList([])];
  const batch = gzipSync(joinParts([manifest, items, part]));
  await fetch(`${stage.url()}/api/v1/estates/loopback/collectors/edge-1/parts`, {
    method: "POST",
    headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/octet-stream" },
    body: batch,
  });
  const look = { ...firstLook(), manifest: digestOf(manifest), items: digestOf(items) } as CollectedLook;
  const signed = await sign(renderUpload({ ...parsed(), looks: [look] }));
  const answer = await ask("uploads", signed, TOKEN, "edge-1");
  const { code, detail } = (await answer.json()) as { code?: string; detail?: string };
  return `${answer.status} ${code} ${detail}`;
}

function openService() {
  const address = { url: stage.url(), estate: "loopback", collector: "edge-1", token: TOKEN };
  return openCollectionService(address, { now: () => new Date() });
}

async function recordsOf(type: "collected"): Promise<number> {
  let records = 0;
  for await (const _ of stage.estate.app.ledger.records({ type })) records += 1;
  return records;
}

async function nothingCounts(): Promise<void> {
  assert.equal(await recordsOf("collected"), 0);
  await assert.rejects(stage.estate.app.open("tie/tie-a"), { code: "selector-unknown" });
  assert.equal(stage.asked.length, 0);
}

after(() => rm(stage.folder, { recursive: true, force: true }));
