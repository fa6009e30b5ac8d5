import assert from "node:assert/strict";
import { test } from "node:test";
import { LockstepError } from "#services/core/errors";
import { anchorKeeper } from "#services/running/service/anchor-keeper";

test("an estate in which nothing is checked is anchored by the service, each hour at most, and a ledger that takes no record is told and tried again", async () => {
  let clock = Date.parse("2026-12-01T00:00:30.000Z");
  const told: string[] = [];
  const write = (message: string): void => void told.push(message);
  const keep = anchorKeeper({ logger: { info: write, warn: write, error: write }, now: () => new Date(clock) });
  const asked: string[] = [];
  const north = {
    id: "north",
    app: {
      async anchorLedger() {
        asked.push("north");
        return undefined;
      },
    },
  };
  const south = {
    id: "south",
    app: {
      anchorLedger() {
        asked.push("south");
        return Promise.reject(new LockstepError("ledger-rolled-back", "The ledger takes no record."));
      },
    },
  };
  for (const minutes of [0, 1, 59, 61]) {
    clock = Date.parse("2026-12-01T00:00:30.000Z") + minutes * 60_000;
    for (const estate of [south, north]) await keep(estate);
  }
  assert.deepEqual(asked, ["south", "north", "south", "north"]);
  assert.deepEqual(told, Array(2).fill("the ledger of an estate could not be anchored"));
});
