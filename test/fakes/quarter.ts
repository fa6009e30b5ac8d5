import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CheckContext } from "#services/jobs/check/take-run";
import { importIntoMirth } from "#test/align/import-into-mirth";
import { SMALL_MODEL } from "#test/simulators/small-model";
import { commitGoverned } from "./estate-on-loopback.js";
import { INVENTED_MAPPING, inventTickets } from "./invented-tickets.js";
import { findingOn, type Nights, startNights } from "./nights.js";

/** A quarter of one engine, July to September 2026, as its story went. */
export interface Quarter extends AsyncDisposable {
  readonly nights: Nights;
  /** Its first and its last day, in London. */
  readonly from: string;
  readonly to: string;
  /** When it was over, as an instant: the time of day does not matter to any row. */
  readonly generatedAt: string;
}

const FROM = "2026-07-01";
const TO = "2026-09-30";
const HOUR_MS = 3_600_000;
const JO = { by: "j.okafor" };
const SUPPLIER = { by: "supplier.eng" };
const DAYS = 92;
const CHAIR = "C. Chair";
/** A night in which nobody looked, though it was due. */
const MISSED = 36;
/** Monday and Thursday, a quarter past four in London. */
const SCHEDULE = { id: "twice-a-week", cron: "15 4 * * 1,4", timeZone: "Europe/London" };

/**
 * Lives through ninety-two days with two checks a week, and something of each kind: authorised, unauthorised and emergency
 * changes, a waiver that runs out, an override, a missed night, a look that read a part, one that read nothing, a change of policy, an alignment,
 * an exercise, a passing change, a ticket without a change, and one change that nobody has decided on.
 */
export async function startQuarter({
  people = "names",
}: {
  readonly people?: "names" | "pseudonyms";
} = {}): Promise<Quarter> {
  const desk = inventTickets();
  const nights = await startNights({
    startsAt: "2026-06-28T10:00:00.000Z",
    model: { ...SMALL_MODEL, users: [...(SMALL_MODEL.users ?? []), { id: 3, username: "supplier.eng" }] },
    policy: { ...POLICY, people: { people } },
    schedules: [SCHEDULE],
    ticketSystems: [{ id: "desk", system: "invented", url: "https://tickets.hospital.test" }],
    ticketSystem: desk.system,
  });
  const folder = await mkdtemp(join(tmpdir(), "lockstep-quarter-"));
  const { app } = nights.estate;
  const { primary, standby } = nights;
  const inHours = (hours: number): string => new Date(nights.now().getTime() + hours * HOUR_MS).toISOString();

  /** A normal change for these hours, approved two days ago by somebody else. */
  function say(number: string, about: Record<string, unknown> = {}): void {
    const people = { kind: "normal", status: "doing", approval: "yes", ci: "TIE" };
    const times = { raised: inHours(-72), approvedAt: inHours(-48), start: inHours(-1), end: inHours(5) };
    desk.say(number, { ...people, approver: "Pat Lowe", implementer: "j.okafor", ...times, ...about }, inHours(0));
  }

  /** An emergency that was raised so many hours ago. */
  function emergencySince(hours: number): Record<string, unknown> {
    return { ...EMERGENCY, raised: inHours(-hours), start: inHours(-hours - 1), end: inHours(-hours + 5) };
  }

  function goTo(instant: number): void {
    const hours = (instant - nights.now().getTime()) / HOUR_MS;
    assert.ok(hours >= 0, `${new Date(instant).toISOString()} is over`);
    nights.pass(hours);
  }

  async function adopt(ticket: string | null = null): Promise<void> {
    const { snapshot } = await app.open("tie/tie-a");
    const approval = { approver: CHAIR, ticket, reviewed: true };
    await app.adopt({ engineId: "tie", from: "tie-a", digest: snapshot.digest, ...approval });
  }

  async function standing(name: string): Promise<NonNullable<ReturnType<typeof findingOn>>> {
    const { report } = await app.ready("tie");
    return (report && findingOn(report, name)) ?? assert.fail(`nothing differs in ${name}`);
  }

  function onBoth(change: (state: Nights["primary"]["state"]) => void): void {
    for (const { state } of [primary, standby]) change(state);
  }

  /** By the day, counted from the first: what happened at noon. Looks are in the nights before days 1, 5, 8, 12 and so on. */
  const noons: Readonly<Record<number, () => unknown>> = {
    7() {
      say("RFC-1001");
      onBoth((state) => {
        state.editChannel("PAS ADT In", "// trims", "// RFC-1001 trims", JO);
        state.deployChannel("PAS ADT In", JO);
      });
    },
    8: () => adopt("RFC-1001"),
    14() {
      say("RFC-1002", { ...EMERGENCY, raised: inHours(0), approval: "asked", approvedAt: "" });
      onBoth((state) => state.setGlobalScript("Deploy", "// RFC-1002\nreturn 2;", JO));
    },
    15: () => say("RFC-1002", { ...emergencySince(24), approvedAt: inHours(-1) }),
    16: () => say("RFC-1002", { ...emergencySince(48), approvedAt: inHours(-25), reviewed: inHours(0) }),
    19: () => adopt("RFC-1002"),
    20: () => primary.state.setGlobalScript("Undeploy", "return 20;", SUPPLIER),
    22: () =>
      app.override("tie", {
        ...{ codes: ["parity", "unauthorised"], reason: "theatre list moves tonight", hours: 100 },
        ...{ by: "J. Okafor", second: "P. Quinn", ticket: null },
      }),
    28: () => adopt(),
    30: align,
    39: () => standby.setFaults({ garbage: "/server/globalScripts" }),
    40: () => standby.setFaults({}),
    45: () => commitGoverned(nights.estate, "policy/policy.yaml", (text) => `${text}expiryHorizonDays: 45\n`),
    49: () => standby.state.setConfigurationValue("pas-host", "pas-test.hospital.test", JO),
    async 50() {
      const { id: findingId } = await standing("pas-host");
      const people = { owner: "Integration team", approver: CHAIR, ticket: null, isTrial: false };
      const reason = "the test host answers until the move";
      await app.waive("tie", { findingId, ...people, reason, until: "2026-09-01" });
    },
    66: () => standby.state.setConfigurationValue("pas-host", "pas.hospital.test", JO),
    69() {
      primary.state.editChannel("ADT to LIMS", "7001", "7999", JO);
      primary.state.deployChannel("ADT to LIMS", JO);
      nights.pass(1);
      primary.state.editChannel("ADT to LIMS", "7999", "7001", { by: "admin" });
      primary.state.deployChannel("ADT to LIMS", { by: "admin" });
    },
    70: () => say("RFC-1007", { start: inHours(1), end: inHours(5) }),
    75: () => app.tokens.create({ name: "haproxy-a", role: "viewer", engines: "all", days: 30, by: "A. Admin" }),
    76: () => app.reviewAccess({ by: "C. Chair", change: "Name a second approver" }),
    77: () => standby.setFaults({ engineStatus: { status: 1 } }),
    78: () => standby.setFaults({}),
    80: () => app.ledger.append({ type: "exercise", actor: "J. Okafor", at: inHours(0), body: EXERCISE }),
    88: () => primary.state.setGlobalScript("Preprocessor", "// no ticket\nreturn message;", SUPPLIER),
  };

  async function align(): Promise<void> {
    const asked = { nodeId: "tie-b", allowDeletions: false, out: join(folder, "plan") };
    const { plan, folder: written } = await app.align("tie", asked);
    await importIntoMirth(standby.state, written ?? assert.fail("no package was written"), plan);
  }

  await nights.check();
  await nights.adopt();
  await nights.check();
  for (let day = 0; day < DAYS; day++) {
    if (day !== MISSED && (day % 7 === 1 || day % 7 === 5)) await look(day);
    goTo(instantOf(day, 11));
    await noons[day]?.();
  }
  goTo(instantOf(DAYS, 9));

  async function look(day: number): Promise<void> {
    const at = new Date(instantOf(day, 3.25)).toISOString();
    goTo(instantOf(day, 3.27));
    const observe = (context: CheckContext): CheckContext => ({ ...context, ticketSystemOf: () => desk.system });
    await app.checkOccasion("tie", { schedule: SCHEDULE.id, at }, { observe });
  }

  return {
    nights,
    from: FROM,
    to: TO,
    generatedAt: "2026-10-01T09:00:00.000Z",
    async [Symbol.asyncDispose]() {
      await nights[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const time = (name: string) => ({ from: [`/ticket/${name}`], form: "offset" });

const POLICY = {
  policy: {
    ...{ mode: "enforce", fallbackTier: 2, unauthorisedBlocksReadiness: true, maxOverrideHours: 120 },
    // As far apart as looks are.
    maxSnapshotAgeMinutes: 5 * 1440,
  },
  "change-control": { referencePatterns: ["RFC-[0-9]{4}"], configurationItems: [{ ci: "TIE", engine: "tie" }] },
  "tickets/desk": {
    ...INVENTED_MAPPING,
    raisedAt: time("raised"),
    reviewedAt: time("reviewed"),
    closedAt: time("closed"),
  },
};

const EMERGENCY = { kind: "emergency" };

const EXERCISE = {
  ...{ engineId: "tie", kind: "failover", startedAt: "2026-09-19T09:00:00.000Z", endedAt: "2026-09-19T09:50:00.000Z" },
  ...{ rtoMinutes: 60, outcome: "passed", cleanedUp: true, complete: true },
  lessons: ["the telephone list was a year old"],
};

/** An hour, in UTC, of a day of the quarter, the first of which is 0. */
function instantOf(day: number, hourUtc: number): number {
  return Date.parse(`${FROM}T00:00:00.000Z`) + (day * 24 + hourUtc) * HOUR_MS;
}
