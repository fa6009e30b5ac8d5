import assert from "node:assert/strict";
import { test } from "node:test";
import { LockstepError } from "#services/core/errors";
import { parseQueueAddress } from "#services/queues/queue-address";

test("chooses the back end by the address, and the data folder where none is given", () => {
  const kinds = [
    "redis://queue.hospital.test",
    "rediss://queue.hospital.test:6380/1",
    "postgres://db/lockstep",
    "",
    undefined,
  ];
  assert.deepEqual(
    kinds.map((url) => parseQueueAddress(url).kind),
    ["redis", "redis", "postgres", "embedded", "embedded"],
  );
});

test("shows an address without its user, password and parameters", () => {
  const { shown } = parseQueueAddress("postgres://lockstep:hunter2@db.hospital.test:5433/jobs?sslpassword=hunter3");
  assert.equal(shown, "postgres://db.hospital.test:5433/jobs");
});

test("refuses another address, and does not repeat it", () => {
  for (const url of ["mysql://root:hunter2@db/jobs", "hunter2", "redis://"]) {
    assert.throws(
      () => parseQueueAddress(url),
      (error) =>
        error instanceof LockstepError && error.code === "queue-address-invalid" && !error.message.includes("hunter2"),
    );
  }
});
