import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { GovernanceFinding } from "#schemas/review-report";
import { openEstateRepository } from "#services/stores/git/open-estate-repository";
import { openLedger } from "#services/stores/ledger/open-ledger";
import { type GitHubStage, stageOnGitHub } from "#test/fakes/review-stage";

let stage: GitHubStage;

before(async () => {
  stage = await stageOnGitHub();
  await stage.nights.check();
  await stage.nights.adopt();
  await stage.nights.check();
});

after(() => stage[Symbol.asyncDispose]());

const push = (path: string, text: string) =>
  stage.github.people.pushCommit("sam-passer", "main", { [path]: text }, `edit ${path}`);

async function governance(): Promise<readonly GovernanceFinding[]> {
  await stage.nights.check();
  const review = stage.nights.review() ?? assert.fail("the check said nothing of reviews");
  assert.equal(review.forge.message, null);
  return review.governance;
}

for (const [what, edit] of [
  ["that is broken", () => "engines: [\n"],
  ["that sends the forge's password elsewhere", (text: string) => text.replace(/url: .*/, "url: https://evil.example")],
] as const) {
  test(`an estate.yaml on the forge ${what} is not followed: checks go on, it goes back, and it is a finding`, async () => {
    const { git } = stage.github.hub;
    const sound = await git.readFile("main", "estate.yaml");
    const commit = await push("estate.yaml", edit(sound ?? assert.fail("the forge holds no estate.yaml")));
    const found = (await governance()).filter(({ code }) => code === "trusted-file-changed-on-forge");
    assert.equal(found.length, 1);
    assert.match(found[0]?.message ?? "", new RegExp(`${commit.slice(0, 12)} .*estate\\.yaml`));
    assert.equal(await git.readFile("main", "estate.yaml"), sound);
    assert.ok(
      (await governance()).every(({ code }) => code !== "trusted-file-changed-on-forge"),
      "told once",
    );
  });
}

test("approvers that somebody names on the forge approve nothing", async () => {
  const { git } = stage.github.hub;
  const sound = await git.readFile("main", "policy/review.yaml");
  await push("policy/review.yaml", "approvers: { people: [sam-passer] }\n");
  const found = await governance();
  assert.ok(
    found.some(({ code, message }) => code === "trusted-file-changed-on-forge" && /review\.yaml/.test(message)),
  );
  assert.equal(await git.readFile("main", "policy/review.yaml"), sound);
});

test("policy that does not read on the forge is told and not followed, and its mend is", async () => {
  await push("policy/policy.yaml", "mode: [\n");
  const found = (await governance()).filter(({ code }) => code === "forge-main-diverged");
  assert.match(found[0]?.message ?? "", /policy\/policy\.yaml line \d/);
  await push("policy/policy.yaml", "mode: observe\n");
  assert.ok((await governance()).every(({ code }) => code !== "forge-main-diverged"));
  assert.equal(stage.nights.reports.at(-1)?.mode, "observe");
});

test("a policy that the estate repository itself broke is mended on the forge too", async () => {
  const { storeDir: gitDir, app } = stage.nights.estate;
  const { signingKeyFile, ledgerMarkFolder } = app.settings;
  const context = { gitDir, signingKeyFile, ledgerMarkFolder, now: stage.nights.now };
  const edit = { path: "policy/policy.yaml", text: "mode: maybe\n", message: "Break it\n" };
  const at = stage.nights.now().toISOString();
  await openEstateRepository(context, openLedger(context)).changeGoverned({ at, edit: () => edit });
  await stage.nights.check();
  assert.match(stage.nights.review()?.forge.message ?? "", /policy\/policy\.yaml/);
  await push("policy/policy.yaml", "mode: enforce\n");
  assert.ok((await governance()).every(({ code }) => code !== "forge-main-diverged"));
  assert.equal(stage.nights.reports.at(-1)?.mode, "enforce");
});
