import assert from "node:assert/strict";
import { test } from "node:test";
import { assertPlainMarkdown, skeletonOf } from "#test/fakes/assert-plain-markdown";
import { stageOnGitHub } from "#test/fakes/review-stage";

const PIECE = "A\u202e<!--@x |`[y](z)&#1; ";
const ORIGINS = ["https://github.hospital.test/hospital/estate"];

/** A night in which a script got a line of so many characters, and the night after in which it got another. */
async function tellNight(characters: number) {
  await using stage = await stageOnGitHub();
  const { nights, github } = stage;
  await nights.check();
  await nights.adopt();
  const line = PIECE.repeat(characters / PIECE.length);
  const start = performance.now();
  nights.primary.state.editChannel("PAS ADT In", "// trims", `// ${line}`, { by: "j.okafor" });
  await nights.check();
  nights.primary.state.editChannel("PAS ADT In", `${PIECE}${PIECE}`, "other", { by: "j.okafor" });
  await nights.check();
  const ms = performance.now() - start;
  const [proposal] = nights.review()?.proposals ?? [];
  assert.equal(proposal?.state, "updated", JSON.stringify(nights.review()));
  const { body, comments } = await stage.look(proposal.number ?? 0);
  const { headSha } = github.hub.pull(proposal.number ?? 0).pull;
  const file = (name: string) => github.hub.git.readFile(headSha, `reviews/tie/${proposal.key}/${name}`);
  return {
    ms,
    body: body ?? "",
    comments,
    report: (await file("report.md")) ?? "",
    page: (await file("report.html")) ?? "",
  };
}

test("a line of a million characters is asked about like one of a hundred thousand, and takes no more than its length", async () => {
  const long = await tellNight(100_000);
  const longer = await tellNight(1_000_000);
  for (const { body, report, comments, page } of [long, longer]) {
    assert.ok(body.length <= 60_000);
    assert.ok(report.length <= 400_000);
    assert.ok(page.length <= 2_500_000, `${page.length}`);
    for (const text of [report, ...comments]) assertPlainMarkdown(text, { origins: ORIGINS, comments: 0 });
  }
  assert.deepEqual(skeletonOf(longer.body), skeletonOf(long.body));
  // Ten times as much where it grows with its length; a hundred times where it grows with its square.
  assert.ok(longer.ms < long.ms * 30, `${Math.round(longer.ms)} ms after ${Math.round(long.ms)} ms`);
});
