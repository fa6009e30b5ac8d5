import assert from "node:assert/strict";
import { it } from "node:test";
import type { TicketRequest } from "#services/ports/ticket-system";
import { assertTellsNothing } from "./assert-tells-nothing.js";
import { TICKET_SITUATIONS, type TicketSituation } from "./ticket-situations.js";
import type { StagedTicketSystem, TicketSystemHarness } from "./ticket-system-harness.js";

type WithSystem = (situation: TicketSituation, test: (staged: StagedTicketSystem) => Promise<unknown>) => Promise<void>;

/** Which check names the fault; where there is none, the diagnosis has nothing to find. */
const CHECKS: Readonly<Partial<Record<TicketSituation, string>>> = {
  "expired-credential": "login",
  "no-credential": "login",
  forbidden: "rights",
  "narrowed-rights": "rights",
  "part-forbidden": "rights",
  "rate-limited": "limit",
  unavailable: "route",
  silent: "route",
  "truncated-answer": "reading",
  "cut-connection": "reading",
  "endless-answer": "reading",
  garbage: "reading",
  "login-page": "reading",
  "redirect-to-login": "reading",
  "untrusted-certificate": "certificate",
  "clock-off": "clock",
};

/** Holds what a ticket system's diagnosis says against what every one must say. */
export function testTicketDiagnosis(harness: TicketSystemHarness, withSystem: WithSystem): void {
  const { system, notApplicable = {}, checks = {} } = harness;
  for (const situation of TICKET_SITUATIONS) {
    // A slow system is no fault, and which number is answered is seen when one is asked for.
    if (notApplicable[situation] !== undefined || situation === "slow" || situation === "wrong-number") continue;
    const check = checks[situation] ?? CHECKS[situation];
    const found = check === undefined ? "no fault" : `a fault of '${check}', with its remedy and no error`;
    it(`finds ${found} when staged as '${situation}'`, () =>
      withSystem(situation, async (staged) => {
        const told = await system.diagnose(requestFor(situation, staged));
        const failed = told.filter(({ state }) => state === "failed");
        const isAsMeant = check === undefined ? failed.length === 0 : failed.some((each) => each.check === check);
        assert.ok(isAsMeant, JSON.stringify(told, null, 1));
        for (const { check, state, message, remedy = "" } of told) {
          assert.ok(check.length > 0 && message.length > 0);
          assert.ok(state === "ok" || remedy.length > 0, `'${message}' has no remedy`);
        }
        assertTellsNothing(told, staged.request.password);
      }));
  }
}

function requestFor(situation: TicketSituation, { request }: StagedTicketSystem): TicketRequest {
  const { password: _password, ...rest } = request;
  return situation === "no-credential" ? rest : request;
}
