import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { openReviewStore } from "#services/stores/reviews/open-review-store";
import { fsckInPeace } from "#test/fakes/fsck-in-peace";
import { startWriter } from "#test/fakes/start-writer";
import { createTemporaryEstate, describeEstate } from "#test/fakes/temporary-estate";

const KILLS = Math.ceil(Number(process.env["LOCKSTEP_CHAOS_KILLS"] ?? "50") / 10);
const LONGEST_LIFE_MS = 1500;

test(`loses no review and no word under one when two writers at once are killed ${KILLS} times`, async () => {
  await using estate = await createTemporaryEstate(() => new Date());
  const contextFile = await describeEstate(estate);
  const promised: string[] = [];
  for (let kill = 0; kill < KILLS; kill++) {
    const writers = ["a", "b"].map((side) =>
      startWriter(contextFile, `${side}${kill}`, 0, 1000, 0, "review-writer-process"),
    );
    await Promise.all(writers.map(({ ready }) => ready));
    await sleep(Math.random() * LONGEST_LIFE_MS);
    for (const { child } of writers)
      process.kill(kill % 2 === 0 ? -(child.pid ?? assert.fail()) : (child.pid ?? 0), "SIGKILL");
    await Promise.all(writers.map(({ ended }) => ended));
    promised.push(...writers.flatMap(({ recorded }) => recorded));
    assert.equal(await fsckInPeace(estate.context.gitDir), "", `after kill ${kill}`);
  }
  const reviews = await openReviewStore(estate.context).list();
  assert.deepEqual(
    reviews.map(({ number }) => number),
    reviews.map((_, at) => at + 1),
    "each has a number of its own",
  );
  const branches = new Set(reviews.map(({ branch }) => branch));
  const words = new Set(reviews[0]?.comments.map(({ text }) => text.replace(/ is \d+$/, "")));
  assert.ok(promised.length > 0);
  assert.deepEqual(
    promised.filter((run) => !branches.has(`drift/tie/${run.replace(" ", "-")}`) || !words.has(run)),
    [],
  );
});
