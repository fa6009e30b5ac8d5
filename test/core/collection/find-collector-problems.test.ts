import assert from "node:assert/strict";
import { test } from "node:test";
import type { Estate } from "#schemas/estate";
import { findCollectorProblems } from "#services/core/policy/find-collector-problems";

const KEY = `ssh-ed25519 ${"A".repeat(68)}`;

function estate(collector: string, collectors: Estate["collectors"] = []): Estate {
  const engine = { id: "tie", product: "mirth-connect", owner: "Integration", nodes: [], collector };
  return { estate: "north", engines: [engine], collectors };
}

test("an engine whose collector is not declared is told, since nobody would read it", () => {
  const [found] = findCollectorProblems(estate("edge-1"));
  assert.equal(found?.path, "/engines/0/collector");
  assert.deepEqual(findCollectorProblems(estate("edge-1", [{ id: "edge-1", publicKey: KEY }])), []);
});

test("two collectors of one name, or of one key, could not be told apart", () => {
  const collectors = [
    { id: "edge-1", publicKey: KEY },
    { id: "edge-1", publicKey: `ssh-ed25519 ${"B".repeat(68)}` },
    { id: "edge-2", publicKey: `${KEY} of another machine` },
  ];
  const paths = findCollectorProblems(estate("edge-1", collectors)).map(({ path }) => path);
  assert.deepEqual(paths, ["/collectors/1", "/collectors/2/publicKey"]);
});
