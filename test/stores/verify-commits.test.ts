import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { verifyCommits } from "#services/stores/git/verify-commits";
import { createTemporaryEstate } from "#test/fakes/temporary-estate";

test("a signature that was good is asked for again where the keys that count have changed", async () => {
  await using estate = await createTemporaryEstate();
  const commit = await estate.git("rev-parse", "refs/heads/ledger");
  const file = join(estate.context.gitDir, "signers-of-the-test");
  const context = { ...estate.context, allowedSignersFile: file };
  const keys = await estate.git("show", "main:policy/allowed_signers");
  const trusted = async () => (await verifyCommits(context, [commit])).map((result) => result.trusted);
  await writeFile(file, `${keys}\n`);
  assert.deepEqual([await trusted(), await trusted()], [[true], [true]]);
  await writeFile(file, "# nobody\n");
  assert.deepEqual(await trusted(), [false]);
  await writeFile(file, `${keys}\n`);
  assert.deepEqual(await trusted(), [true]);
});

test("a commit that is not there is never taken for one that was trusted", async () => {
  await using estate = await createTemporaryEstate();
  const [head] = await verifyCommits(estate.context, [await estate.git("rev-parse", "refs/heads/ledger")]);
  assert.equal(head?.trusted, true);
  await assert.rejects(verifyCommits(estate.context, ["0".repeat(40)]));
});
