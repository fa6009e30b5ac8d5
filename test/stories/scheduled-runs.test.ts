import assert from "node:assert/strict";
import { test } from "node:test";
import type { Run } from "#schemas/run";
import { createLoopbackEstate } from "#test/fakes/estate-on-loopback";
import { declareEngines } from "#test/fakes/many-engines";
import { recordsOf } from "#test/fakes/served-estate";
import { startSimulatedPair } from "#test/fakes/simulated-pair";
import { killCommand, startCommandLine } from "#test/fakes/start-command-line";
import { until } from "#test/fakes/until";

const EACH_MINUTE = { id: "minutely", cron: "* * * * *", timeZone: "Europe/London", engines: ["engine-1", "engine-2"] };

test("the service alone, with nothing else installed, checks the engines of a schedule when it is due, each once", async (t) => {
  await using pair = await startSimulatedPair();
  await using estate = await createLoopbackEstate(pair);
  await declareEngines(estate, 3, [EACH_MINUTE]);
  const { app, folder } = estate;
  const service = startCommandLine(["--estate", folder, "serve", "--port", "0"], app.settings.environment);
  t.after(() => killCommand(service, "with its children"));
  await service.said("listening on");
  await until(async () => (await recordsOf(app, "run")).length >= 2, { everyMs: 200, by: service });
  service.child.kill("SIGTERM");
  assert.equal((await service.ended).code, 0, service.stderr());
  const runs = (await recordsOf(app, "run")).map(({ body }) => body as Run);
  const due = runs.map(({ occasion, engines }) => `${occasion?.schedule} ${occasion?.at} ${engines[0]?.engineId}`);
  assert.equal(new Set(due).size, due.length, "each is on record once");
  for (const { occasion, engines } of runs) {
    assert.equal(occasion?.schedule, "minutely");
    assert.match(occasion.at, /:00\.000Z$/, "the instant that was meant");
    assert.ok(EACH_MINUTE.engines.includes(engines[0]?.engineId ?? ""));
  }
  assert.equal((await app.ledger.verify()).sound, true);
});
