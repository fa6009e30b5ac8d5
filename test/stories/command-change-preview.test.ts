import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { findDigests } from "#services/core/tickets/find-digests";
import { channelElements } from "#services/simulators/mirth-connect/render-channels";
import { renderXml } from "#services/simulators/mirth-connect/xml";
import { assertSchema } from "#test/cli/assert-schema";
import { type CliResult, runCli } from "#test/cli/run-cli";
import { ACCOUNT, createLoopbackEstate, type LoopbackEstate } from "#test/fakes/estate-on-loopback";
import { type SimulatedPair, startSimulatedPair } from "#test/fakes/simulated-pair";
import { ADT_IN } from "#test/simulators/small-model";

const HOSTILE = `@everyone sha256:${"a".repeat(64)} <script>`;

let pair: SimulatedPair;
let estate: LoopbackEstate;

before(async () => {
  pair = await startSimulatedPair();
  const meaning = "Admissions stop reaching the wards";
  const rule = { match: { name: "PAS ADT In" }, tier: 1, flow: "ADT", owner: "PAS team", meaning };
  estate = await createLoopbackEstate(pair, { policy: { interfaces: { interfaces: [rule] } } });
  await lockstep("check");
});

after(async () => {
  await estate[Symbol.asyncDispose]();
  await pair[Symbol.asyncDispose]();
});

function lockstep(...args: string[]): Promise<CliResult> {
  return runCli(args, { cwd: estate.folder, environment: { LOOPBACK_PASSWORD: ACCOUNT.password } });
}

function preview(...args: string[]): Promise<CliResult> {
  return lockstep("change", "preview", ...args);
}

/** Writes an export of a channel in which a port and a description will be other ones. */
async function writeCandidate(file: string): Promise<void> {
  const [element] = [...channelElements(pair.primary.state, (id) => id === ADT_IN, true)];
  assert.ok(element);
  const xml = renderXml(element, "").replace(">6661<", ">6662<");
  const described = xml.replace(/<description>[^<]*<\/description>|<description\/>/, () => {
    return `<description>${HOSTILE.replaceAll("<", "&lt;")}</description>`;
  });
  await mkdir(join(estate.folder, "exports"), { recursive: true });
  await writeFile(join(estate.folder, file), described);
}

// One story, in order.

test("without an approved baseline there is nothing that a change could be held against", async () => {
  await writeCandidate("exports/adt.xml");
  const { exit, stderr } = await preview("exports/adt.xml");
  assert.equal(exit, 2);
  assert.match(stderr, /No baseline of 'tie' has been approved/);
});

test("a preview says in clinical words what will change, and prints the digests whole", async () => {
  const shown = assertSchema("show-report", (await lockstep("show", "tie/tie-a", "--json")).stdout);
  const digest = String(shown["digest"]);
  await lockstep("baseline", "adopt", "tie", "--from", "primary", "--approver", "C. Chair", "--digest", digest);
  const { exit, stdout } = await preview("exports/adt.xml", "--engine", "tie");
  assert.equal(exit, 0);
  const text = stdout.replace(/\s+/g, " ");
  assert.match(
    text,
    /^1 artefact of tie will change, in 1 flow: ADT \(tier 1\)\. Where it goes wrong: Admissions stop/,
  );
  assert.match(text, /will be changed: from 6661 to 6662/);
  assert.match(text, /what it does not hold stays as it is/);
  assert.doesNotMatch(text, /was changed|were changed/);
  assert.match(stdout, /^ {2}all {4}sha256:[0-9a-f]{64}$/m);
  assert.match(stdout, /^ {2}change sha256:[0-9a-f]{64}$/m);
});

test("its JSON fits the schema, and its Markdown gives a ticket system these digests and no other", async () => {
  const json = assertSchema("change-preview", (await preview("exports/adt.xml", "--json")).stdout);
  const changes = json["changes"];
  assert.ok(Array.isArray(changes));
  const wanted = [json["setDigest"], ...changes.map(({ digest }) => digest)];
  const { stdout } = await preview("exports/adt.xml", "--markdown");
  assert.deepEqual(new Set(findDigests(stdout)), new Set(wanted));
  assert.match(stdout, /^# What will change on tie\n\n\*\*1 artefact of tie will change/);
  const outsideCode = stdout.replace(/`[^`\n]*`/g, "");
  assert.doesNotMatch(outsideCode, /<script>|@everyone/);
});

test("what is in force changes nothing, and that is an answer too", async () => {
  const { exit, stdout } = await preview("tie");
  assert.equal(exit, 0);
  assert.match(stdout, /^Nothing will change on tie/);
  assert.doesNotMatch(stdout, /DIGESTS/);
});

test("what cannot be previewed is told apart: an unknown name, an unknown engine, no export, both at once", async () => {
  await writeFile(join(estate.folder, "exports", "notes.xml"), "<notes/>");
  for (const [message, args] of [
    [/is none of these: a file, a folder, an engine/, ["nope.xml"]],
    [/no engine 'lims' in estate.yaml/, ["exports/adt.xml", "--engine", "lims"]],
    [/Nothing is stored under 'tie\/tie-c'/, ["tie/tie-c"]],
    [/is not an export of Mirth Connect/, ["exports/notes.xml"]],
    [/--partial or --whole, not both/, ["tie", "--partial", "--whole"]],
  ] as const) {
    const { exit, stdout, stderr } = await preview(...args);
    assert.match(stderr, message);
    assert.notEqual(exit, 0);
    assert.equal(stdout, "");
  }
});
