import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { findLeaks } from "#test/fakes/canaries";
import { createCollectorStage, TOKEN } from "#test/fakes/collector-stage";
import { ACCOUNT } from "#test/fakes/estate-on-loopback";
import { findLeaksInFolder } from "#test/fakes/find-leaks-in-folder";
import { PLANTED, plantedModel } from "#test/fakes/planted-model";

const STANDBY_ID = "5a1c0000-0000-4000-8000-00000000000b";
const SECRETS = { ...PLANTED, account: ACCOUNT.password, token: TOKEN };

test("no planted secret and no planted patient leaves the collector, lies on its disk, or comes to rest at the service", async () => {
  const model = plantedModel(PLANTED);
  await using stage = await createCollectorStage({ model, standbyModel: { ...model, serverId: STANDBY_ID } });
  await stage.down();
  const night = await stage.collect();
  assert.equal(night.code, 1, night.stderr);
  const [name = ""] = await stage.spool();
  const spooled = await readFile(join(stage.folder, "data", "spool", "waiting", "tie", name));
  assert.deepEqual(findLeaks(spooled, SECRETS), []);
  await stage.up();
  const day = await stage.collect();
  assert.equal(day.code, 0, `what was masked once was taken for a secret: ${day.stderr}`);
  await stage.work();
  const said = [night, day, await stage.collect(["agree"]), await stage.collect(["key"])];
  assert.deepEqual(findLeaks(JSON.stringify(said), SECRETS), []);
  assert.ok((await stage.shelf()).length > 10, "artefacts came over the wire");
  // Both machines: the collector's folder, and the estate's with its store and what lies on the shelf.
  const both = dirname(stage.folder);
  assert.deepEqual((await readdir(both)).sort(), ["edge", "estate"]);
  assert.deepEqual(await findLeaksInFolder(both, SECRETS), []);
});
