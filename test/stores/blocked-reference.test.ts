import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { LockstepError } from "#services/core/errors";
import { retrySwap } from "#services/stores/git/retry-swap";
import { swapRefs } from "#services/stores/git/swap-refs";
import { channelFixture, FIXTURE_DIALECT, FIXTURE_MASK_KEY, writeAll } from "#test/fakes/artefact-fixtures";
import { createTemporaryEstate } from "#test/fakes/temporary-estate";

const ABOUT = {
  engineId: "tie",
  nodeId: "tie-a",
  nodeIds: ["tie-a"],
  dialect: FIXTURE_DIALECT,
  maskKeyId: FIXTURE_MASK_KEY,
};

for (const stranger of ["refs/heads/observed/tie/tie-a/x", "refs/heads/observed/tie"]) {
  test(`a reference in the way of a snapshot is named with its remedy at once: ${stranger}`, async () => {
    await using estate = await createTemporaryEstate();
    await estate.git("update-ref", stranger, "refs/heads/main");
    const began = performance.now();
    const writer = await estate.store.beginSnapshot(ABOUT);
    const write = async (): Promise<void> => {
      try {
        await writeAll(writer, [channelFixture(1, "one")]);
      } finally {
        await writer.abandon();
      }
    };
    await assert.rejects(write(), (error: LockstepError) => {
      assert.equal(error.code, "reference-blocked");
      assert.ok(error.message.includes(`'${stranger}'`), error.message);
      assert.match(error.message, /update-ref -d/);
      return true;
    });
    assert.ok(performance.now() - began < 30_000, "was tried again and again");
    assert.equal(await estate.git("for-each-ref", "refs/lockstep/"), "");
  });
}

test("a stray file in the way of a reference is named, not waited for", async () => {
  await using estate = await createTemporaryEstate();
  const ref = "refs/heads/observed/tie/tie-a";
  const stray = join(estate.context.gitDir, ref, "left.lock");
  await mkdir(dirname(stray), { recursive: true });
  await writeFile(stray, "");
  const to = await estate.git("rev-parse", "refs/heads/main");
  const swap = swapRefs(estate.context.gitDir, [{ ref, from: null, to }]);
  await assert.rejects(
    swap,
    (error: LockstepError) => error.code === "reference-blocked" && error.message.includes(ref),
  );
});

test("a swap that other writers keep busy ends when a person asks to stop", async () => {
  const stop = new AbortController();
  const swap = retrySwap(
    "the ledger",
    async () => {
      stop.abort();
      return undefined;
    },
    stop.signal,
  );
  await assert.rejects(swap, (error) => error instanceof LockstepError && error.code === "aborted");
});

test("a swap that succeeded stands, also when a person asked to stop meanwhile", async () => {
  const stop = new AbortController();
  const swap = retrySwap(
    "the ledger",
    async () => {
      stop.abort();
      return "done";
    },
    stop.signal,
  );
  assert.equal(await swap, "done");
});
