import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { guardWire, type RecordingSimulator } from "#test/fakes/guard-wire";
import { projectRoot } from "#test/project-root";

/** Where simulators are started unguarded: by the guards themselves, and by the tests of the simulators. */
const UNGUARDED = /^test\/(fakes\/(start-[\w-]+|serve-recording)|simulators\/(mirth-connect|iris|rhapsody)\.test)\.ts$/;
const STARTS_ENGINE =
  /^import (?!type )[^;]*"#services\/simulators\/(example-hospital|[\w-]+\/(start-[\w-]+|serve-recording))"/m;

test("every simulated engine of every test is held against its product's list of read requests", () => {
  const files = readdirSync(join(projectRoot, "test"), { recursive: true, encoding: "utf8" })
    .map((file) => `test/${file.replaceAll("\\", "/")}`)
    .filter((file) => file.endsWith(".ts"));
  const starting = files.filter((file) => STARTS_ENGINE.test(readFileSync(join(projectRoot, file), "utf8")));
  assert.ok(starting.length > 5, "no file that starts a simulator was found, so nothing was proved");
  assert.deepEqual(
    starting.filter((file) => !UNGUARDED.test(file)),
    [],
  );
});

test("an import that starts an unguarded engine is seen, a type is not", () => {
  const from = 'from "#services/simulators/iris/start-iris-simulator";';
  assert.match(`import { type IrisSimulator, startIrisSimulator } ${from}`, STARTS_ENGINE);
  assert.match(`import {\n  type IrisSimulator,\n  startIrisSimulator,\n} ${from}`, STARTS_ENGINE);
  assert.doesNotMatch(`import type { IrisSimulator } ${from}`, STARTS_ENGINE);
});

test("a request that is not on the list fails whatever test sent it, once its engine stops", async () => {
  const asked = async (...requests: (readonly [string, string])[]): Promise<void> => {
    const simulator: RecordingSimulator = { requests, stop: () => Promise.resolve() };
    await guardWire(simulator, ["GET /api/channels", "GET /api/extensions/*/properties"]).stop();
  };
  await asked(["GET", "/api/channels"], ["GET", "/api/extensions/a/properties"]);
  await assert.rejects(
    asked(["GET", "/api/channels"], ["POST", "/api/channels/_deploy"]),
    /POST .*_deploy is not on the list/,
  );
  await assert.rejects(asked(["DELETE", "/api/channels"]), /not on the list/);
  await assert.rejects(asked(["GET", "/api/extensions/a/b/properties"]), /not on the list/);
});

test("what method and path do not tell is held, too", async () => {
  const simulator = { requests: [], queries: ["DROP TABLE x"], stop: () => Promise.resolve() };
  const guarded = guardWire(simulator, [], ({ queries }) => assert.deepEqual(queries, []));
  await assert.rejects(guarded.stop());
});
