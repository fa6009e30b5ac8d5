import assert from "node:assert/strict";
import { irisDialect } from "#services/engines/iris/dialect";
import { QUERIES } from "#services/engines/iris/table-selects";
import type { IrisFaults, NarrowedRights } from "#services/simulators/iris/faults";
import { testConnectorConformance } from "#test/conformance/connector-conformance";
import type { StagedEngine } from "#test/conformance/connector-harness";
import type { Situation } from "#test/conformance/situations";
import { startIrisSimulator } from "#test/fakes/start-iris-simulator";
import { PRODUCTION, SMALL_INSTANCE } from "#test/simulators/small-instance";
import { ACCOUNT, connector } from "./staged-instance.js";

const DOCUMENTS = "/v1/LIVE/docs";

const FAULTS: Readonly<Partial<Record<Situation, IrisFaults>>> = {
  "truncated-answer": { truncate: { path: DOCUMENTS, how: "clean-end" } },
  "cut-connection": { truncate: { path: DOCUMENTS, how: "cut-connection" } },
  "endless-answer": { hugeBody: DOCUMENTS },
  garbage: { garbage: DOCUMENTS },
  "login-page": { loginPage: DOCUMENTS },
  "redirect-to-login": { redirectToLogin: "*" },
  "wrong-server": { wrongServerId: "0A0A0000-0000-4000-8000-00000000000B" },
  "engine-starting": { gatewayDown: {} },
  "starts-meanwhile": { gatewayDown: { times: 2 } },
  "session-ends-once": { expireSession: { afterRequests: 5 } },
  "session-ends-always": { expireSession: { afterRequests: 5, times: 1000 } },
  "rate-limited": { status: { path: DOCUMENTS, code: 429 } },
  unavailable: { status: { path: DOCUMENTS, code: 503 } },
  slow: { slow: { path: "*", ms: 20 } },
  silent: { hang: DOCUMENTS },
  "connection-lost-once": { resetConnection: { path: DOCUMENTS, times: 1 } },
  "secondary-source-fails": { serverError: "/api/monitor/metrics" },
  "clock-off": { clockSkewMs: 3_600_000 },
};

const RIGHTS: Readonly<Partial<Record<Situation, NarrowedRights>>> = {
  "narrowed-rights": { hiddenDocuments: [PRODUCTION] },
  "hidden-list": { emptyLists: ["LIVE"] },
};

testConnectorConformance({
  product: "iris",
  dialect: irisDialect,
  connector,
  main: { source: "production", kind: "production", count: 1 },
  sources: { server: 1, metrics: 1, table: "some", audit: 1, namespace: 1, document: 6, production: 1 },
  tellOfReads: ["audit"],
  identity: "server",
  narrowedShows: ["count", "unread"],
  askedOtherwise: { "HEAD /api/monitor/metrics": "where the metrics took a session of their own, to end it" },
  checks: { unavailable: "licence" },
  notApplicable: {
    "locked-account":
      "the interface gives one answer, 401, for a wrong password, a disabled account and an expired one",
  },
  codes: { unavailable: "licence-exhausted" },
  stage,
});

async function stage(situation: Situation): Promise<StagedEngine> {
  const simulator = await startIrisSimulator({
    model: SMALL_INSTANCE,
    account: ACCOUNT,
    faults: FAULTS[situation] ?? {},
    rights: RIGHTS[situation] ?? {},
  });
  const fingerprint = situation === "untrusted-certificate" ? otherPin(simulator.fingerprint) : simulator.fingerprint;
  return {
    request: {
      node: { id: "hc-a", role: "primary", url: simulator.url, username: ACCOUNT.username, tls: { fingerprint } },
      password: ACCOUNT.password,
      expectedServerId: SMALL_INSTANCE.id,
      now: () => new Date(),
    },
    requests: () => simulator.requests,
    assertOnlyReads: () => {
      for (const query of simulator.queries) assert.ok(QUERIES.has(query), `'${query}' is not on the fixed list`);
    },
    openSessions: () => simulator.openSessions(),
    logins: () => simulator.logins(),
    stop: () => simulator.stop(),
  };
}

function otherPin(fingerprint: string): string {
  return fingerprint.split(":").reverse().join(":");
}
