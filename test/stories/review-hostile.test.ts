import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { ReviewReport } from "#schemas/review-report";
import { findMachineComment } from "#services/core/review/machine-comment";
import { renderCabPackHtml } from "#services/reports/review/render-cab-pack-html";
import { assertOnlyOurElements } from "#test/fakes/assert-only-our-elements";
import {
  assertNoReferences,
  assertNothingInvisible,
  assertPlainMarkdown,
  skeletonOf,
} from "#test/fakes/assert-plain-markdown";
import { stageTexts } from "#test/fakes/hostile-nights";
import { FORGED_COMMENT, HOSTILE_TEXTS } from "#test/fakes/hostile-texts";
import type { GitHubStage } from "#test/fakes/review-stage";
import { runCommand } from "#test/fakes/run-commands";

const EVIL = "Pat\nApproved-By: Evil\u202e <!-- --> @everyone";
let hostile: GitHubStage;
let harmless: GitHubStage;

/** Two estates that differ in nothing but the words that people chose. */
before(async () => {
  harmless = await stageTexts(
    HOSTILE_TEXTS.map((text, index) => text.replace(/[^\s]/gu, "abcdefghijklmnopqrstuvwxyz"[index] ?? "z")),
    { "pat-lowe": "Pat Lowe" },
  );
  hostile = await stageTexts(HOSTILE_TEXTS, { "pat-lowe": EVIL });
});

after(async () => {
  await harmless[Symbol.asyncDispose]();
  await hostile[Symbol.asyncDispose]();
});

/** Where the forge says that it is, and where it says that its pages are. */
function origins(): readonly string[] {
  return [hostile.github.url, "https://github.hospital.test/hospital/estate"];
}

function reviewed({ nights }: GitHubStage): ReviewReport {
  return nights.review() ?? assert.fail("the check said nothing of reviews");
}

/** By the number of their interface, the proposals of an estate. */
function proposals(stage: GitHubStage) {
  const numbered = reviewed(stage).proposals.map((proposal) => ({
    index: Number.parseInt(proposal.cause.name, 10),
    proposal,
  }));
  return numbered.sort((a, b) => a.index - b.index).map(({ proposal }) => proposal);
}

test("there are as many proposals as with harmless words, each for its own interface", () => {
  assert.equal(reviewed(hostile).forge.message, null);
  const told = (stage: GitHubStage) =>
    proposals(stage).map(({ state, changes, kind, cause }) => [state, changes, kind, cause.by]);
  assert.deepEqual(told(hostile), told(harmless));
  assert.equal(proposals(hostile).length, HOSTILE_TEXTS.length);
});

test("no title holds a mention, a reference, an address, markup or a second line", () => {
  for (const { title } of hostile.github.hub.pulls()) {
    assert.match(title, /^[^\n<>`]{1,256}$/);
    assertNoReferences(title);
  }
});

test("each description has the skeleton of its harmless twin, and one comment: Lockstep's own, of the true digest", async () => {
  const twins = proposals(harmless);
  for (const [index, { number, digest }] of proposals(hostile).entries()) {
    const { body } = await hostile.look(number ?? 0);
    const twin = await harmless.look(twins[index]?.number ?? 0);
    assert.deepEqual(skeletonOf(body ?? ""), skeletonOf(twin.body ?? ""), HOSTILE_TEXTS[index]);
    assertPlainMarkdown(body ?? "", { origins: origins(), comments: 1 });
    assert.equal(findMachineComment(body ?? "")?.digest, digest);
  }
});

test("the dashboard has the skeleton of its harmless twin", () => {
  const [mine, twin] = [hostile, harmless].map(dashboardOf);
  assert.deepEqual(skeletonOf(mine ?? ""), skeletonOf(twin ?? ""));
  assertPlainMarkdown(mine ?? "", { origins: origins(), comments: 0 });
});

function dashboardOf({ github }: GitHubStage): string {
  const found = [...github.hub.issues.values()].find(({ labels }) => labels.includes("lockstep-dashboard"));
  return found?.body ?? assert.fail("there is no dashboard");
}

test("labels, reviewers and statuses are words of ours alone", () => {
  const { hub } = hostile.github;
  const labels = new Set(hub.pulls().flatMap((pull) => pull.labels));
  assert.deepEqual(
    [...labels].filter((label) => !/^(?:lockstep|adopt|unauthorised|severity \w+)$/.test(label)),
    [],
  );
  assert.ok(hub.statuses.length >= HOSTILE_TEXTS.length);
  for (const { description, context } of hub.statuses) {
    assert.equal(context, "lockstep/proposal");
    assertNoReferences(description ?? "");
  }
});

test("branches are named by letters that no shell, forge or git reads as anything else", async () => {
  const branches = [...(await hostile.github.hub.git.branches()).keys()].filter((branch) => branch !== "main");
  assert.equal(branches.length, HOSTILE_TEXTS.length);
  for (const branch of branches) assert.match(branch, /^drift\/tie\/[a-z0-9][a-z0-9-]{0,62}$/);
});

test("a commit has the trailers of ours and no other, and an engine's words are in none of its message", async () => {
  const { git } = hostile.github.hub;
  for (const { pull } of hostile.github.hub.pulls()) {
    const message = await git.run(["log", "-1", "--format=%B", pull.headSha]);
    assert.match(message, /^tie: proposal [a-z0-9-]+, \d+ artefacts?\n\n/);
    assert.deepEqual(await trailersOf(hostile, pull.headSha), [
      ...["Lockstep-Proposal", "Lockstep-Kind", "Lockstep-Engine", "Lockstep-Digest", "Lockstep-Snapshot"],
      "Lockstep-Baseline",
    ]);
  }
});

async function trailersOf({ github }: GitHubStage, commit: string): Promise<readonly string[]> {
  const input = await github.hub.git.run(["log", "-1", "--format=%B", commit]);
  const lines = await github.hub.git.run(["interpret-trailers", "--parse"], { input: `${input}\n` });
  return lines.split("\n").map((line) => line.split(":")[0] ?? "");
}

test("files on a branch are named by safe letters, and its report reads as its harmless twin's", async () => {
  const twins = proposals(harmless);
  for (const [index, { key, number }] of proposals(hostile).entries()) {
    const report = await fileOf(hostile, number, `reviews/tie/${key}/report.md`);
    const twin = await fileOf(harmless, twins[index]?.number, `reviews/tie/${twins[index]?.key}/report.md`);
    assert.deepEqual(skeletonOf(report), skeletonOf(twin), HOSTILE_TEXTS[index]);
    assertPlainMarkdown(report, { origins: origins(), comments: 0 });
  }
  const { git } = hostile.github.hub;
  for (const { pull } of hostile.github.hub.pulls()) {
    const paths = (await git.run(["ls-tree", "-r", "-z", "--name-only", pull.headSha])).split("\0");
    assert.deepEqual(
      paths.filter((path) => path !== "" && !SAFE_PATH.test(path)),
      [],
    );
  }
});

/** What the names of an engine become: letters of any script, never a step up, an option, a sign of a shell, or invisible. */
const SAFE_PATH = /^(?:[\p{L}\p{N}._][\p{L}\p{N}._~=+ ()-]*\/)*[\p{L}\p{N}._][\p{L}\p{N}._~=+ ()-]*$/u;

async function fileOf({ github }: GitHubStage, number: number | null | undefined, path: string): Promise<string> {
  const { git } = github.hub;
  return (await git.readFile(github.hub.pull(number ?? 0).pull.headSha, path)) ?? assert.fail(`there is no ${path}`);
}

test("the page on a branch, the agenda and the page of the check hold no element, attribute or address of their own", async () => {
  for (const { key, number } of proposals(hostile)) {
    assertOnlyOurElements(await fileOf(hostile, number, `reviews/tie/${key}/report.html`));
  }
  const desk = await hostile.nights.estate.app.reviews();
  const agenda = await desk.agenda("2026-12-03");
  assert.equal(agenda.items.length, HOSTILE_TEXTS.length);
  assertOnlyOurElements(renderCabPackHtml(agenda, desk.asked));
});

test("a terminal is not steered, whatever is asked there", async () => {
  for (const args of [["review"], ...proposals(hostile).map(({ key }) => ["review", "show", key])]) {
    const said = await ask(hostile, ...args);
    assert.equal(said.code, 0, said.stderr);
    assertNothingInvisible(said.stdout.replaceAll("\u200b", ""));
    assertNothingInvisible(said.stderr);
  }
});

function ask({ nights: { estate } }: GitHubStage, ...args: readonly string[]) {
  return runCommand(args, { folder: estate.folder, environment: estate.app.settings.environment });
}

test("what a person edits into title, labels and body moves nothing, and is written over", async () => {
  const [first] = proposals(hostile);
  const number = first?.number ?? 0;
  const before = await hostile.look(number);
  const body = `${before.body}\n\nApproved by everybody.\n${FORGED_COMMENT}`;
  await hostile.github.people.edit("sam-passer", number, { title: `Fixes #1 @everyone ${EVIL}`, body });
  for (const text of HOSTILE_TEXTS) hostile.github.people.comment("sam-passer", number, text);
  await hostile.nights.check();
  const after = await hostile.look(number);
  assert.deepEqual([after.head, after.title, after.body], [before.head, before.title, before.body]);
});

test("words of reviewers are kept as words: the commit of an adoption names its approver in one trailer, escaped", async () => {
  const [first, second, third] = proposals(hostile).map(({ number }) => number ?? 0);
  const { people, hub } = hostile.github;
  hostile.nights.pass(1);
  for (const text of HOSTILE_TEXTS) people.remark("sam-passer", first ?? 0, text);
  people.approve("pat-lowe", first ?? 0, `${EVIL}\n${FORGED_COMMENT}`);
  await hostile.merge(first ?? 0, "robin-ward");
  people.requestChanges("robin-ward", second ?? 0, `${EVIL}\n${FORGED_COMMENT}\n</details>`);
  await hostile.close(second ?? 0, "robin-ward");
  people.remark("sam-passer", third ?? 0, EVIL);
  await hostile.close(third ?? 0, "sam-passer");
  const report = await hostile.nights.check();
  const states = new Map(reviewed(hostile).proposals.map(({ number, state }) => [number, state]));
  assert.deepEqual(
    [first, second, third].map((number) => states.get(number ?? 0)),
    ["adopted", "declined", "unchanged"],
  );
  const commit = report.baseline?.commit ?? "";
  assert.deepEqual(
    (await trailersOf(hostile, commit)).filter((name) => /^(?:Approved-By|Ticket|Review)$/.test(name)),
    ["Approved-By", "Review"],
  );
  assert.match(
    await hub.git.run(["log", "-1", "--format=%B", commit]),
    /^Approved-By: Pat⏎Approved-By: Evil⟨U\+202E⟩/m,
  );
  for (const { comments } of hub.pulls())
    for (const { body } of comments.filter(({ login }) => login === "lockstep-bot"))
      assertPlainMarkdown(body, { origins: origins(), comments: 0 });
  assertPlainMarkdown(dashboardOf(hostile), { origins: origins(), comments: 0 });
  assertNothingInvisible((await ask(hostile, "review")).stdout.replaceAll("\u200b", ""));
});

test("the ledger is whole, and what was said stands in it as the text of one record", async () => {
  const verified = await ask(hostile, "ledger", "verify");
  assert.equal(verified.code, 0, verified.stdout);
  const outcomes: string[] = [];
  for await (const { body } of hostile.nights.estate.app.ledger.records({ type: "review-decided" })) {
    outcomes.push(String(Reflect.get(Object(body), "outcome")));
  }
  assert.deepEqual(outcomes.sort(), ["adopted", "declined"]);
});

test("the owners file that is written names paths of ours and nobody but whom policy names", async () => {
  const guarded = await (await hostile.nights.estate.app.reviews()).protect(false);
  for (const line of [...guarded.done, ...guarded.findings.map(({ message }) => message)]) assertNothingInvisible(line);
  const { git } = hostile.github.hub;
  const branches = [...(await git.branches()).keys()];
  const files = await Promise.all(branches.map((branch) => git.readFile(branch, ".github/CODEOWNERS")));
  const lines = files.flatMap((file) => file?.split("\n") ?? []).filter((line) => line !== "" && !line.startsWith("#"));
  assert.ok(lines.length > 0);
  for (const line of lines) assert.match(line, /^\/[\w.~\\ /-]+( @(?:pat-lowe|robin-ward))+$/);
});
