import { createMirthConnector } from "#services/engines/mirth-connect/connector";
import { mirthConnectDialect } from "#services/engines/mirth-connect/dialect";
import type { MirthFaults } from "#services/simulators/mirth-connect/faults";
import { testConnectorConformance } from "#test/conformance/connector-conformance";
import type { StagedEngine } from "#test/conformance/connector-harness";
import type { Situation } from "#test/conformance/situations";
import { type MirthSimulatorOptions, startMirthSimulator } from "#test/fakes/start-mirth-simulator";
import { ADT_IN, SMALL_MODEL } from "#test/simulators/small-model";

const PASSWORD = "canary-Pa55 word/&%";

const FAULTS: Readonly<Partial<Record<Situation, MirthFaults>>> = {
  "hidden-list": { noContent: "/channels" },
  "truncated-answer": { truncate: { path: "/channels", how: "clean-end" } },
  "cut-connection": { truncate: { path: "/channels", how: "cut-connection" } },
  "endless-answer": { hugeBody: "/channels" },
  garbage: { garbage: "/channels" },
  "login-page": { loginPage: "/channels" },
  "redirect-to-login": { redirectToLogin: "*" },
  "wrong-server": { wrongServerId: "0ther000-0000-4000-8000-00000000000b" },
  "engine-starting": { engineStatus: { status: 2 } },
  "starts-meanwhile": { engineStatus: { status: 3, times: 2 } },
  "session-ends-once": { expireSession: { afterRequests: 5 } },
  "session-ends-always": { expireSession: { afterRequests: 5, times: 1000 } },
  "rate-limited": { status: { path: "/channels", code: 429 } },
  unavailable: { status: { path: "/channels", code: 503 } },
  slow: { slow: { path: "*", ms: 20 } },
  silent: { hang: "/channels" },
  "connection-lost-once": { resetConnection: { path: "/alerts", times: 1 } },
  "secondary-source-fails": { status: { path: "/events", code: 500 } },
  "clock-off": { clockSkewMs: 3_600_000 },
};

testConnectorConformance({
  product: "mirth-connect",
  dialect: mirthConnectDialect,
  connector: createMirthConnector({
    answerTimeoutMs: 1000,
    silenceTimeoutMs: 1000,
    startingPollMs: 10,
    startingWaitMs: 100,
    maxAnswerBytes: 4 * 1024 ** 2,
    maxItemBytes: 1024 ** 2,
  }),
  main: { source: "channels", kind: "channel", count: SMALL_MODEL.channels.length },
  sources: {
    "server-id": 1,
    version: 1,
    timezone: 1,
    about: 1,
    channels: SMALL_MODEL.channels.length,
    "channel-groups": 1,
    "code-template-libraries": 1,
    "global-scripts": 1,
    "configuration-map": 1,
    "server-settings": 1,
    resources: 1,
    "channel-tags": 1,
    "channel-dependencies": 1,
    alerts: 1,
    "database-drivers": 1,
    "extensions-plugins": 1,
    "extensions-connectors": 1,
    users: 1,
    statuses: 3,
    "channel-switches": 1,
    events: 8,
    "plugin-properties/Data Pruner": 1,
  },
  tellOfReads: ["events"],
  identity: "server-id",
  narrowedShows: ["count"],
  loginRequest: "POST /api/users/_login",
  stage,
});

async function stage(situation: Situation): Promise<StagedEngine> {
  const simulator = await startMirthSimulator({
    model: SMALL_MODEL,
    account: { username: "lockstep-reader", password: PASSWORD },
    faults: FAULTS[situation] ?? {},
    ...options(situation),
  });
  const fingerprint = situation === "untrusted-certificate" ? otherPin(simulator.fingerprint) : simulator.fingerprint;
  return {
    request: {
      node: { id: "tie-a", role: "primary", url: simulator.url, username: "lockstep-reader", tls: { fingerprint } },
      password: PASSWORD,
      expectedServerId: SMALL_MODEL.serverId,
      now: () => new Date(),
    },
    requests: () => simulator.requests,
    openSessions: () => simulator.openSessions(),
    logins: () => simulator.requests.filter(([method, path]) => method === "POST" && path.endsWith("/_login")).length,
    stop: () => simulator.stop(),
  };
}

function options(situation: Situation): Partial<MirthSimulatorOptions> {
  if (situation === "narrowed-rights") return { rights: { channelIds: [ADT_IN] } };
  return situation === "locked-account" ? { loginOutcome: "FAIL_LOCKED_OUT" } : {};
}

function otherPin(fingerprint: string): string {
  return fingerprint.split(":").reverse().join(":");
}
