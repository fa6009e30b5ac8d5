import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { createCollectorStage } from "#test/fakes/collector-stage";
import { SMALL_MODEL } from "#test/simulators/small-model";

const STANDBY_ID = "5a1c0000-0000-4000-8000-00000000000b";

test("what a collector hands in is proved by its signature, and kept without it, by pseudonym", async () => {
  const standbyModel = { ...SMALL_MODEL, serverId: STANDBY_ID };
  const policy = { people: { people: "pseudonyms", accounts: "pseudonyms" } };
  await using stage = await createCollectorStage({ model: SMALL_MODEL, standbyModel, policy });
  const { estate, primary } = stage;
  primary.state.setGlobalScript("Deploy", "return 2;", { by: "j.okafor" });
  for (let passes = 0; passes < 2; passes += 1) {
    const handed = await stage.collect();
    assert.equal(handed.code, 0, handed.stderr);
    await stage.work();
  }
  const git = (...args: string[]) => execFileSync("git", ["-C", estate.storeDir, ...args], { encoding: "utf8" });
  const files = git("ls-tree", "--name-only", "collected/tie").trim().split("\n");
  assert.deepEqual(files, ["kept.json", "upload.json"], "a signature of the names would prove a guess at them");
  const upload = git("show", "collected/tie:upload.json");
  assert.match(upload, /"actor":"person-[0-9a-f]{16}-\S+-as-account"/);
  assert.doesNotMatch(upload, /okafor/);
  assert.match(git("show", "collected/tie:kept.json"), /"digest": "hmac:[0-9a-f]{64}"/);
  assert.match((await estate.app.people.list()).map(({ name }) => name).join(), /j\.okafor/);
  const records: string[] = [];
  for await (const record of estate.app.ledger.records({})) records.push(JSON.stringify(record));
  assert.ok(records.some((text) => text.includes('"type":"collected"')));
  assert.ok(records.some((text) => text.includes('"type":"run"')));
  for (const text of records) assert.doesNotMatch(text, /okafor/);
  assert.equal((await estate.app.ledger.verify()).sound, true);
});
