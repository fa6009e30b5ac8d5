import { sha256 } from "#services/core/text/digest";
import { createCommandConnector } from "#services/engines/command/connector";
import { createFileDialect } from "#services/engines/files/dialect";
import { testConnectorConformance } from "#test/conformance/connector-conformance";
import type { StagedEngine } from "#test/conformance/connector-harness";
import type { Situation } from "#test/conformance/situations";
import { PACKS } from "#test/engines/files/file-fixture";

const NO_SERVER = "a program is run here: no server is asked, so none can answer so";
const NO_LOGIN = "a program runs as this account, or under a key that ssh brings: nothing logs in here";

/** What the program does in each situation. */
const PROGRAMS: Readonly<Partial<Record<Situation, string>>> = {
  healthy: "console.log(JSON.stringify({port: 6661}))",
  "cut-connection": "process.kill(process.pid, 'SIGKILL')",
  "endless-answer": "setInterval(() => process.stdout.write('x'.repeat(65536)), 1)",
  garbage: "console.log('not what was meant'); process.exit(1)",
  silent: "setTimeout(() => console.log('{}'), 20000)",
};

/** What provenance calls the version of the healthy command: a digest of its arguments. */
const VERSION = sha256(JSON.stringify([[process.execPath, "-e", PROGRAMS.healthy], null])).slice(0, 12);

testConnectorConformance({
  product: "command",
  dialect: createFileDialect(PACKS, "command"),
  hasNoServer: true,
  connector: createCommandConnector({ packs: { presets: PACKS, own: new Map() } }),
  main: { source: `files/files@export ${VERSION}`, kind: "file", count: 1 },
  sources: { [`files/files@export ${VERSION}`]: 1 },
  checks: { "cut-connection": "command", "endless-answer": "command", garbage: "command", silent: "command" },

  notApplicable: {
    "refused-login": NO_LOGIN,
    "locked-account": NO_LOGIN,
    "no-credential": NO_LOGIN,
    "narrowed-rights": "a program tells by its exit code that it was refused something: see 'garbage'",
    "hidden-list": "a program that prints nothing is an error: see run-command.test.ts",
    "truncated-answer": "a program that ends early says so by its exit code: see 'cut-connection' and 'garbage'",
    "login-page": NO_SERVER,
    "redirect-to-login": NO_SERVER,
    "wrong-server": NO_SERVER,
    "engine-starting": NO_SERVER,
    "starts-meanwhile": NO_SERVER,
    "session-ends-once": NO_SERVER,
    "session-ends-always": NO_SERVER,
    "rate-limited": NO_SERVER,
    unavailable: "a program that is not there is told by its own code: see run-command.test.ts",
    slow: "what is slow is ended as a whole: see run-command.test.ts",
    "connection-lost-once": NO_SERVER,
    "untrusted-certificate": "ssh refuses a host whose key it does not know: see run-command.test.ts",
    "secondary-source-fails": "a command is one source: it gives all or nothing",
    "clock-off": "a program does not tell the engine's time",
  },
  stage,
});

async function stage(situation: Situation): Promise<StagedEngine> {
  const argv = [process.execPath, "-e", PROGRAMS[situation] ?? ""];
  return {
    request: {
      node: { id: "bts-a", role: "primary", command: { id: "export", argv, timeoutSeconds: 1, maxBytes: 1024 ** 2 } },
      password: "canary-Pa55 word/&%",
      now: () => new Date(),
    },
    requests: () => [],
    openSessions: () => 0,
    logins: () => 0,
    stop: async () => undefined,
  };
}
