import assert from "node:assert/strict";
import { chmod, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { diagnoseKeys } from "#services/stores/keys/diagnose-keys";
import { ensurePeopleKey, peopleKeyFile } from "#services/stores/people/people-key";

test("a key of the pseudonyms that others can read is a failed check, and where there is none nothing is said of it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "lockstep-keys-"));
  try {
    const peopleFolder = join(folder, "people");
    const files = { maskKeyFile: join(folder, "mask"), signingKeyFile: join(folder, "signing"), peopleFolder };
    const found = async () => (await diagnoseKeys(files)).filter(({ check }) => check === "people key");
    assert.deepEqual(await found(), []);
    await ensurePeopleKey(peopleFolder);
    assert.deepEqual(
      (await found()).map(({ state }) => state),
      ["ok"],
    );
    await writeFile(join(peopleFolder, `${"0a".repeat(8)}.person`), "{}");
    await rename(peopleKeyFile(peopleFolder), join(folder, "lost"));
    assert.deepEqual(
      (await found()).map(({ state }) => state),
      ["failed"],
      "whoever has people had a key",
    );
    await assert.rejects(ensurePeopleKey(peopleFolder), {
      code: "key-missing",
      message: /no other is made in its place/,
    });
    await rename(join(folder, "lost"), peopleKeyFile(peopleFolder));
    assert.equal(await ensurePeopleKey(peopleFolder), "there");
    await chmod(peopleKeyFile(peopleFolder), 0o644);
    const [open] = await found();
    assert.equal(open?.state, "failed");
    assert.match(`${open?.message} ${open?.remedy}`, /can be read by others \(mode 644\).*chmod 600/);
  } finally {
    await rm(folder, { recursive: true });
  }
});
