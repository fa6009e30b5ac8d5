import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { guardWire, type RecordingSimulator } from "#test/fakes/guard-wire";
import { projectRoot } from "#test/project-root";
import { findListeners } from "./find-listeners.js";

const GUARDS = "starts it in a guard, which holds what it was asked against the list";
const OF_SIMULATOR = "asks the simulator itself, as people and other programs do, and no connector of ours";

/** Files of tests by which something listens unguarded, and why each may. */
const UNGUARDED: Readonly<Record<string, string>> = {
  "test/bench/gate-process.ts": "is the gate, or what a balancer finds in its place, and no connector asks it",
  "test/engines/file-tree/start-file-server.ts": GUARDS,
  "test/engines/mirth-connect/connector-routes.test.ts": "is a proxy, whose far end is a guarded engine",
  "test/fakes/collector-stage.ts": "is Lockstep's own service, which a collector asks and no connector",
  "test/fakes/free-port.ts": "finds a port, and is asked nothing",
  "test/fakes/serve-by-clock.ts": "is Lockstep's own service, which a balancer asks and no connector",
  "test/fakes/serve-http.ts": GUARDS,
  "test/fakes/serve-people.ts": "is Lockstep's own service, which people and programs ask and no connector",
  "test/fakes/serve-recording.ts": GUARDS,
  "test/fakes/served-api.ts": "is Lockstep's own service, which people and programs ask and no connector",
  "test/fakes/served-estate.ts": "is Lockstep's own service, which senders ask and no connector",
  "test/fakes/start-azure-devops-simulator.ts": GUARDS,
  "test/fakes/start-chat-server.ts": "is whoever notices are told to, and no connector asks it",
  "test/fakes/start-example-hospital.ts": GUARDS,
  "test/fakes/start-freshservice-simulator.ts": GUARDS,
  "test/fakes/start-github-forge-simulator.ts": GUARDS,
  "test/fakes/start-github-simulator.ts": GUARDS,
  "test/fakes/start-iris-simulator.ts": GUARDS,
  "test/fakes/start-jira-simulator.ts": GUARDS,
  "test/fakes/start-mail-server.ts": "is whoever notices are told to, and no connector asks it",
  "test/fakes/start-mirth-simulator.ts": GUARDS,
  "test/fakes/start-oidc-provider.ts": "is where people sign in, and no connector asks it",
  "test/fakes/start-profiled-simulator.ts": GUARDS,
  "test/fakes/start-rhapsody-simulator.ts": GUARDS,
  "test/fakes/start-servicenow-simulator.ts": GUARDS,
  "test/fakes/start-topdesk-simulator.ts": GUARDS,
  "test/gate/agent-server.test.ts": "is the gate, or what a balancer finds in its place, and no connector asks it",
  "test/gate/answer-raw.ts": "is the gate, or what a balancer finds in its place, and no connector asks it",
  "test/gate/scripts.test.ts": "is the gate, or what a balancer finds in its place, and no connector asks it",
  "test/house/wire.test.ts": "quotes what listens, and starts nothing",
  "test/http/authorisation/serve-every-route.ts":
    "is Lockstep's own service, which people and programs ask and no connector",
  "test/http/gate/serve-gate.ts": "is the gate, or what a balancer finds in its place, and no connector asks it",
  "test/http/mount-routes.test.ts": "is Lockstep's own service, which people and programs ask and no connector",
  "test/http/pages/serve-pages.ts": "is Lockstep's own service, which people and programs ask and no connector",
  "test/http/serve-webhooks.ts": "is Lockstep's own service, which senders ask and no connector",
  "test/http/start-http-server.test.ts": "is the server of that service alone",
  "test/http/streams.test.ts": "is Lockstep's own service, which people and programs ask and no connector",
  "test/identity-providers/forged.test.ts": "is a provider that forges, and no connector asks it",
  "test/servers/gate-balancers.test.ts": "is the gate, or what a balancer finds in its place, and no connector asks it",
  "test/servers/queue-board.test.ts": "is Lockstep's own service, which people and programs ask and no connector",
  "test/servers/traces.test.ts": "is whoever traces are told to, and no connector asks it",
  "test/simulators/github/limits-and-hooks.test.ts": "is whoever GitHub's webhooks are told to, and no host",
  "test/simulators/github/with-hub.ts": OF_SIMULATOR,
  "test/simulators/iris.test.ts": OF_SIMULATOR,
  "test/simulators/mirth-connect.test.ts": OF_SIMULATOR,
  "test/simulators/rhapsody.test.ts": OF_SIMULATOR,
  "test/simulators/servicenow.test.ts": OF_SIMULATOR,
  "test/stories/stores/estate-remote-over-http.test.ts": "is a Git host that git alone is sent to",
  "test/stories/collector-ways.test.ts": "puts TLS in front of that service, and no engine",
  "test/stories/webhook-storm.test.ts": "is Lockstep's own service, which senders ask and no connector",
  "test/wire/refused-connection.test.ts": "is no engine: the wire alone is looked at",
};

/** The one command that starts engines; no test lets it come so far. */
const DEMO = "services/cli/demo.ts";

/** The one that listens as Lockstep's own service, which no connector asks. */
const SERVE = "services/cli/serve.ts";

test("every engine of every test is held against its product's list of read requests", () => {
  const found = findListeners(projectRoot, [DEMO, SERVE]);
  assert.deepEqual([...new Set(found.map(({ file }) => file))], Object.keys(UNGUARDED).sort());
});

test("no test plays the demo, whose engines nobody guards", () => {
  const playing = readdirSync(join(projectRoot, "test"), { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter(
      (file) => file.endsWith(".ts") && /\[\s*"demo"/.test(readFileSync(join(projectRoot, "test", file), "utf8")),
    );
  assert.deepEqual(playing, ["cli/usage.test.ts"], "which is refused before an engine starts");
});

const UNSEEN: readonly (readonly [how: string, text: string])[] = [
  ["opens a port itself", 'import { createServer } from "node:net";\ncreateServer().listen(0);'],
  ["imports what listens", 'import { start } from "#services/simulators/start";'],
  ["imports it among types", 'import { type Simulator, start } from "#services/simulators/start";'],
  ["imports it over several lines", 'import {\n  start,\n} from "#services/simulators/start";'],
  ["imports it all", 'import * as all from "#services/simulators/start";'],
  ["imports it by its relative path", 'import { start } from "../../services/simulators/start.js";'],
  ["imports it later", 'const { start } = await import("#services/simulators/start");'],
  ["hands it on", 'export { start } from "#services/simulators/start";'],
  ["hands all of it on", 'export * from "#services/simulators/start";'],
  ["imports what imports it", 'import { play } from "#services/cli/play";'],
];

for (const [how, text] of UNSEEN) {
  test(`a file of tests that ${how} is seen`, () => {
    assert.deepEqual(listenersOf(text), ["test/jobs/some.test.ts"]);
  });
}

test("a file of tests that imports a type, a model, or a guard is none that listens", () => {
  assert.deepEqual(listenersOf('import type { Simulator } from "#services/simulators/start";'), []);
  assert.deepEqual(listenersOf('import { MODEL } from "#services/simulators/model";'), []);
  assert.deepEqual(listenersOf('import { guarded } from "#test/fakes/guarded";'), []);
});

/** What is found in a tree of one simulator, what imports it, and one file of tests. */
function listenersOf(text: string): readonly string[] {
  const root = mkdtempSync(join(tmpdir(), "lockstep-wire-"));
  try {
    const files = {
      "services/simulators/start.ts":
        'import { createServer } from "node:https";\nexport const start = createServer();',
      "services/simulators/model.ts": 'import type { Simulator } from "./start.js";\nexport const MODEL = {};',
      "services/cli/play.ts": 'import { start } from "../simulators/start.js";',
      "test/jobs/some.test.ts": text,
    };
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
    return findListeners(root).map(({ file }) => file);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

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
