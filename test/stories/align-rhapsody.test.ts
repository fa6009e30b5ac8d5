import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { ENGINE } from "#test/engines/rhapsody/invented-engine";
import { startRhapsodyPair } from "#test/fakes/rhapsody-pair";

it("gives steps and no file for Rhapsody, which imports none that could be made, and says why of each", async () => {
  await using pair = await startRhapsodyPair(ENGINE);
  await pair.check();
  await pair.adopt();
  pair.standby.change((model) => ({
    ...model,
    lockers: model.lockers.map((locker, index) =>
      index > 0
        ? locker
        : {
            ...locker,
            communicationPoints: (locker.communicationPoints ?? []).map((point) =>
              point.name === "To LIS" ? { ...point, properties: { ...point.properties, PORT: "6999" } } : point,
            ),
          },
    ),
  }));
  const out = await mkdtemp(join(tmpdir(), "lockstep-align-"));
  try {
    const { plan } = await pair.estate.app.align("tie", { allowDeletions: false, out: join(out, "one") });
    assert.deepEqual(
      plan.artefacts.map(({ kind, carried }) => [kind, carried]),
      [["communication-point", "by-hand"]],
    );
    assert.deepEqual([plan.files, plan.complete], [[], true]);
    const step = plan.steps.find(({ kind }) => kind === "by-hand");
    assert.match(step?.what ?? "", /Load RLC.*no file brings it/);
    assert.match(step?.details.join("\n") ?? "", /is "6999", must be "6661"/);
  } finally {
    await rm(out, { recursive: true, force: true });
  }
});
