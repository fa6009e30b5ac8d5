import { createRhapsodyConnector } from "#services/engines/rhapsody/connector";
import { rhapsodyDialect } from "#services/engines/rhapsody/dialect";
import type { RhapsodyFaults } from "#services/simulators/rhapsody/faults";
import { testConnectorConformance } from "#test/conformance/connector-conformance";
import type { StagedEngine } from "#test/conformance/connector-harness";
import type { Situation } from "#test/conformance/situations";
import { type RhapsodySimulatorOptions, startRhapsodySimulator } from "#test/fakes/start-rhapsody-simulator";
import { CLINICAL, ENGINE } from "./invented-engine.js";

const PASSWORD = "canary-Pa55 word/&%";

const FAULTS: Readonly<Partial<Record<Situation, RhapsodyFaults>>> = {
  "truncated-answer": { truncate: { path: "/admin/config", how: "clean-end" } },
  "cut-connection": { truncate: { path: "/admin/config", how: "cut-connection" } },
  "endless-answer": { hugeBody: "/admin/config" },
  garbage: { garbage: "/admin/config" },
  "login-page": { loginPage: "/admin/config" },
  "redirect-to-login": { redirectToLogin: "*" },
  "engine-starting": { maintenance: {} },
  "starts-meanwhile": { maintenance: { times: 2 } },
  "session-ends-once": { expireSession: { afterRequests: 5 } },
  "session-ends-always": { expireSession: { afterRequests: 5, times: 1000 } },
  "rate-limited": { status: { path: "/admin/config", code: 429 } },
  unavailable: { status: { path: "/admin/config", code: 503 } },
  slow: { slow: { path: "*", ms: 20 } },
  silent: { hang: "/admin/config" },
  "connection-lost-once": { resetConnection: { path: "/admin/modules", times: 1 } },
  "secondary-source-fails": { status: { path: "/api/backup/schedules", code: 500 } },
  "clock-off": { clockSkewMs: 3_600_000 },
};

testConnectorConformance({
  product: "rhapsody",
  dialect: rhapsodyDialect,
  connector: createRhapsodyConnector({
    answerTimeoutMs: 1000,
    silenceTimeoutMs: 1000,
    startingPollMs: 10,
    startingWaitMs: 100,
    maxAnswerBytes: 4 * 1024 ** 2,
    maxItemBytes: 1024 ** 2,
  }),
  main: { source: "configuration", kind: "configuration", count: 1 },
  sources: {
    info: 1,
    configuration: 1,
    components: 1,
    "access-groups": 1,
    users: 1,
    variables: 1,
    "lookup-tables": 1,
    "security-objects": 1,
    "web-service-users": 1,
    modules: 1,
    templates: 1,
    licences: 1,
    "alert-defaults": 1,
    "alert-settings": 1,
    "alert-delivery": 1,
    "backup-schedules": 1,
    "registered-ports": 1,
    "audit-log": 1,
  },
  tellOfReads: ["audit-log"],
  identity: "info",
  notApplicable: {
    "locked-account": "the engine answers a locked account and a wrong password alike, with 401",
  },
  stage,
});

async function stage(situation: Situation): Promise<StagedEngine> {
  const simulator = await startRhapsodySimulator({
    model: ENGINE,
    account: { username: "lockstep-reader", password: PASSWORD },
    faults: FAULTS[situation] ?? {},
    ...options(situation),
  });
  const fingerprint = situation === "untrusted-certificate" ? otherPin(simulator.fingerprint) : simulator.fingerprint;
  return {
    request: {
      node: { id: "rhap-a", role: "primary", url: simulator.url, username: "lockstep-reader", tls: { fingerprint } },
      password: PASSWORD,
      expectedServerId: situation === "wrong-server" ? "Another engine" : ENGINE.name,
      now: () => new Date(),
    },
    requests: () => simulator.requests,
    // There is no way to sign out: a session ends when nobody has used it for two minutes.
    openSessions: () => 0,
    logins: () => simulator.logins(),
    stop: () => simulator.stop(),
  };
}

function options(situation: Situation): Partial<RhapsodySimulatorOptions> {
  if (situation === "narrowed-rights") return { rights: { lockers: [CLINICAL] } };
  return situation === "hidden-list" ? { rights: { forbidden: ["/admin/config"] } } : {};
}

function otherPin(fingerprint: string): string {
  return fingerprint.split(":").reverse().join(":");
}
