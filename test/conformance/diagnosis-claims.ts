import assert from "node:assert/strict";
import { it } from "node:test";
import type { Diagnosis, ReadRequest } from "#services/ports/connector";
import { assertTellsNothing } from "./assert-tells-nothing.js";
import type { ConnectorHarness, StagedEngine } from "./connector-harness.js";
import { SITUATIONS, type Situation } from "./situations.js";

type WithEngine = (situation: Situation, test: (engine: StagedEngine) => Promise<unknown>) => Promise<void>;

/** Holds what a connector says of a node's faults against what every connector must say. */
export function testDiagnosis(harness: ConnectorHarness, withEngine: WithEngine): void {
  const { connector, notApplicable = {} } = harness;

  for (const situation of SITUATIONS) {
    if (notApplicable[situation] !== undefined) continue;
    const check = CHECKS[situation] === undefined ? undefined : (harness.checks?.[situation] ?? CHECKS[situation]);
    const found = check === undefined ? "no fault" : `a fault of '${check}', with its remedy and no error`;
    it(`finds ${found} when staged as '${situation}'`, () =>
      withEngine(situation, async (engine) => {
        const request = requestFor(situation, engine);
        const told = await connector.diagnose(request);
        const failed = told.filter(({ state }) => state === "failed");
        assert.equal(
          check === undefined ? failed.length === 0 : failed.some((each) => each.check === check),
          true,
          JSON.stringify(told, null, 1),
        );
        for (const each of told) assertWhole(each);
        assertTellsNothing(told, request.password ?? engine.request.password);
        assert.ok(engine.logins() <= mostLogins(situation, engine), "a diagnosis logs in once");
        assert.equal(engine.openSessions(), 0);
      }));
  }

  if (notApplicable["clock-off"] === undefined) {
    it("says that the clock is right where it is", () =>
      withEngine("healthy", async (engine) => {
        const told = await connector.diagnose(engine.request);
        assert.deepEqual(
          told.filter(({ check }) => check === "clock").map(({ state }) => state),
          ["ok"],
        );
      }));
  }
}

/** Which check names the fault; where there is none, the diagnosis has nothing to find. */
const CHECKS: Readonly<Partial<Record<Situation, string>>> = {
  "refused-login": "login",
  "locked-account": "login",
  "no-credential": "login",
  "narrowed-rights": "rights",
  "hidden-list": "rights",
  "truncated-answer": "reading",
  "cut-connection": "reading",
  "endless-answer": "reading",
  garbage: "reading",
  "login-page": "reading",
  "redirect-to-login": "reading",
  "wrong-server": "identity",
  "engine-starting": "status",
  "session-ends-always": "reading",
  "rate-limited": "reading",
  unavailable: "status",
  silent: "route",
  "untrusted-certificate": "certificate",
  "secondary-source-fails": "reading",
  "clock-off": "clock",
};

function requestFor(situation: Situation, { request }: StagedEngine): ReadRequest {
  const { password, ...rest } = request;
  if (situation === "no-credential") return rest;
  return situation === "refused-login" ? { ...rest, password: `wrong-${password}` } : request;
}

/** A fault says what it is and what to do; a session that ended, or an engine that was starting, is tried anew. */
function assertWhole({ check, state, message, remedy }: Diagnosis): void {
  assert.ok(check.length > 0 && message.length > 0);
  assert.ok(state === "ok" || (remedy !== undefined && remedy.length > 0), `'${message}' has no remedy`);
}

function mostLogins(situation: Situation, { request }: StagedEngine): number {
  const sources = request.node.files?.length ?? 1;
  return situation === "session-ends-once" || situation === "session-ends-always" || situation === "starts-meanwhile"
    ? 3
    : sources;
}
