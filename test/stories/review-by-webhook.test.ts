import assert from "node:assert/strict";
import { createHmac, randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { gitAsOutsider } from "#test/fakes/git-as-outsider";
import { type GitHubStage, stageOnGitHub } from "#test/fakes/review-stage";
import { recordsOf, type ServedEstate, serveEstate } from "#test/fakes/served-estate";

const SECRET = "an-invented-secret-of-a-webhook";
const HOOK = { id: "gh", sender: "github", passwordEnv: "HOOK_SECRET" } as const;

let stage: GitHubStage;
let served: ServedEstate;
let port = 6661;

before(async () => {
  stage = await stageOnGitHub({ webhooks: [HOOK], environment: { HOOK_SECRET: SECRET } });
  await stage.nights.check();
  await stage.nights.adopt();
  await stage.nights.check();
  await serve();
});

after(async () => {
  await served?.stop();
  await stage[Symbol.asyncDispose]();
});

/** Starts the service and has GitHub tell it of everything. */
async function serve(): Promise<void> {
  served = await serveEstate(stage.nights.estate.app, stage.nights);
  await served.idle();
  listen(SECRET);
}

function listen(secret: string): void {
  stage.github.deliverTo({ url: `${served.url}/webhooks/gh`, secret });
}

/** Changes production to something that it never was, and has it asked about; gives the number of the review. */
async function askAbout(): Promise<number> {
  const state = stage.nights.primary.state;
  state.editChannel("PAS ADT In", String(port), String(port + 1), { by: "j.okafor" });
  state.deployChannel("PAS ADT In", { by: "j.okafor" });
  port += 1;
  await stage.nights.check();
  await told();
  const open = [...stage.github.hub.pulls()].filter((pull) => pull.state === "open");
  assert.equal(open.length, 1, JSON.stringify(stage.nights.review()?.proposals));
  return open[0]?.number ?? assert.fail();
}

/** An approver approves and merges; the service is told of both. */
async function accept(number: number): Promise<void> {
  await stage.approve(number, "pat-lowe");
  await stage.merge(number, "robin-ward");
}

/** Everything that happened was told, and what it asked for was done. */
async function told(): Promise<void> {
  await stage.github.settled();
  await served.idle();
  // The service itself writes to GitHub, which tells of that too.
  await stage.github.settled();
  await served.idle();
}

interface Standing {
  readonly adopted: number;
  readonly decided: number;
  readonly findings: number;
  readonly runs: number;
  readonly commits: number;
}

async function standing(): Promise<Standing> {
  const { app, storeDir } = stage.nights.estate;
  const moves = await gitAsOutsider(storeDir, "log", "--format=%H", "main", "--", "baselines/tie/manifest.jsonl");
  return {
    adopted: (await recordsOf(app, "baseline-adopted")).length,
    decided: (await recordsOf(app, "review-decided")).length,
    findings: (await recordsOf(app, "governance-finding")).length,
    runs: (await recordsOf(app, "run")).length,
    commits: moves.split("\n").filter((line) => line !== "").length,
  };
}

/** One decision more, one baseline more, one run more, and nothing else. */
async function assertMovedOnce(before: Standing): Promise<void> {
  const after = await standing();
  const log = served.log.join("\n");
  assert.equal(after.adopted, before.adopted + 1, log);
  assert.equal(after.decided, before.decided + 1, log);
  assert.equal(after.commits, before.commits + 1, log);
  assert.equal(after.runs, before.runs + 1, log);
  assert.equal((await stage.nights.estate.app.ledger.verify()).sound, true);
  const { report } = await stage.nights.estate.app.ready("tie");
  assert.equal(report?.baseline?.approver, "pat-lowe");
  assert.deepEqual(
    report.findings.map((finding) => finding.case),
    ["standby-behind"],
  );
  assert.match(
    await gitAsOutsider(stage.nights.estate.storeDir, "log", "-1", "--format=%B", report.baseline.commit),
    /^Approved-By: pat-lowe$/m,
  );
  assert.equal(await stage.github.hub.git.run(["rev-parse", "main"]), await mainOfStore());
}

function mainOfStore(): Promise<string> {
  return gitAsOutsider(stage.nights.estate.storeDir, "rev-parse", "main");
}

/** The deliveries since so many. */
function since(count: number): readonly { readonly guid: string; readonly event: string; readonly body: string }[] {
  return stage.github.deliveries.slice(count);
}

async function send(event: string, body: string, secret = SECRET): Promise<number> {
  const response = await fetch(`${served.url}/webhooks/gh`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-github-event": event,
      "x-github-delivery": randomUUID(),
      "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
    },
    body,
  });
  return response.status;
}

test("an approved merge moves the baseline as soon as GitHub tells of it, and the next run tells that the standby is behind", async () => {
  const number = await askAbout();
  const before = await standing();
  await accept(number);
  await told();
  await assertMovedOnce(before);
});

test("what is delivered again, and what is replayed under a new name, is acted on no second time", async () => {
  const before = await standing();
  const deliveries = [...stage.github.deliveries];
  for (const { guid } of deliveries) await stage.github.redeliver(guid);
  for (const { event, body } of deliveries) await send(event, body);
  await told();
  assert.deepEqual(await standing(), before);
});

test("a merge that is told before its approval comes to the same end", async () => {
  const number = await askAbout();
  const before = await standing();
  const count = stage.github.deliveries.length;
  stage.github.deliverTo({ url: "http://127.0.0.1:9/nobody", secret: SECRET });
  await accept(number);
  await stage.github.settled();
  listen(SECRET);
  const events = since(count);
  assert.ok(events.length >= 2, JSON.stringify(events));
  for (const { guid } of events.toReversed()) await stage.github.redeliver(guid);
  await told();
  await assertMovedOnce(before);
});

test("where the service ends between moving the baseline and the next run, it makes that run when it starts again", async () => {
  const number = await askAbout();
  const before = await standing();
  await served.stop();
  await accept(number);
  await stage.github.settled();
  await stage.nights.estate.app.settleReviews();
  assert.equal((await standing()).runs, before.runs);
  await serve();
  await told();
  await assertMovedOnce(before);
});

test("a forged delivery leads to nothing, and what was delivered to nobody is caught up with when the service starts", async () => {
  const number = await askAbout();
  const before = await standing();
  const count = stage.github.deliveries.length;
  listen("the-secret-of-somebody-else");
  await accept(number);
  await told();
  assert.deepEqual(new Set(stage.github.deliveries.slice(count).map(({ status }) => status)), new Set([401]));
  assert.deepEqual(await standing(), before);
  await served.stop();
  await serve();
  await told();
  await assertMovedOnce(before);
});
