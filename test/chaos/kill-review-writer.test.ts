import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { channelFixture } from "#test/fakes/artefact-fixtures";
import { createForgeRepository } from "#test/fakes/forge-repository";
import { fsckInPeace } from "#test/fakes/fsck-in-peace";
import { createProposedEstate, decisionOn, PROPOSED_AT } from "#test/fakes/proposed-estate";
import { startWriter } from "#test/fakes/start-writer";
import { describeEstate } from "#test/fakes/temporary-estate";

const KILLS = Math.ceil(Number(process.env["LOCKSTEP_CHAOS_KILLS"] ?? "50") / 5);
const LONGEST_LIFE_MS = 2_500;

test(`${KILLS} times two processes that join, push and adopt are killed, and each proposal is adopted once`, async () => {
  await using made = await createProposedEstate([channelFixture(1, "state 0")], () => new Date());
  const { estate } = made;
  const forge = await createForgeRepository(estate);
  await estate.git("push", "--quiet", forge.gitDir, "main:main");
  const contextFile = await describeEstate(estate);
  let adopted = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const [before, after] = [channelFixture(1, `state ${kill}`), channelFixture(1, `state ${kill + 1}`)];
    const takenAt = new Date(Date.parse(PROPOSED_AT) + kill * 60_000).toISOString();
    const proposal = await made.propose("one", [{ before, after }], await made.take([after], { takenAt }));
    const stored = await made.proposals.write({ proposal, files: [], at: takenAt });
    const draft = { proposal, files: [], at: takenAt };
    const decision = { ...decisionOn(stored), commit: null };
    await writeFile(join(estate.folder, "review.json"), JSON.stringify({ forge: forge.gitDir, draft, decision }));
    await forge.commit("main", { [`people-${kill}.txt`]: "by hand\n" });
    const head = await estate.git("rev-parse", "main");
    const writers = ["a", "b"].map((side) =>
      startWriter(contextFile, `${side}${kill}`, 0, 1, 0, "review-writer-process"),
    );
    await Promise.all(writers.map(({ ready }) => ready));
    await sleep(Math.random() * LONGEST_LIFE_MS);
    for (const { child } of writers)
      if (child.exitCode === null) process.kill(-(child.pid ?? assert.fail()), "SIGKILL");
    await Promise.all(writers.map(({ ended }) => ended));
    assert.equal(await fsckInPeace(estate.context.gitDir), "", `after kill ${kill}`);
    assert.equal(await fsckInPeace(forge.gitDir), "", `the forge after kill ${kill}`);
    await estate.git("merge-base", "--is-ancestor", head, "main");
    const baseline = await estate.store.openBaseline("tie");
    assert.ok(baseline !== undefined && "record" in baseline.approval, `proven after kill ${kill}`);
    // The next run asks again.
    await made.proposals.adopt({ proposal, decision, at: takenAt });
    adopted += 1;
    const count = { "baseline-adopted": 0, "review-decided": 0 };
    for (const type of ["baseline-adopted", "review-decided"] as const) {
      for await (const _ of estate.ledger.records({ type })) count[type] += 1;
    }
    assert.deepEqual(count, { "baseline-adopted": adopted + 1, "review-decided": adopted }, `after kill ${kill}`);
  }
  assert.equal((await estate.ledger.verify()).sound, true);
});
