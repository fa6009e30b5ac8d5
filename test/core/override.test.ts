import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Finding } from "#schemas/finding";
import type { LedgerRecord } from "#schemas/ledger-record";
import type { OverrideBody, OverrideScope } from "#schemas/override";
import { ERROR_KINDS } from "#services/core/errors";
import { OVERRIDE_RULES, overrideRuleOf } from "#services/core/override/override-rules";
import { resolveOverrides } from "#services/core/override/resolve-overrides";
import { aPolicy } from "#test/fakes/judged";
import {
  ASSESSED_AT,
  aFindingOn,
  aNode,
  aStandbySnapshot,
  assess,
  codesOf,
  minutesAgo,
} from "#test/fakes/readiness-story";

const ADT = aFindingOn("ADT", 1);
const LAB = aFindingOn("Lab", 2);

function scope(code: string, findings: readonly Finding[], subjects: readonly string[] = []): OverrideScope {
  return { code, findings: findings.map(({ id }) => id), subjects: [...subjects], messages: [] };
}

/** A record of type `override` of two hours, given an hour ago unless said otherwise. */
function aRecord(seq: number, body: Record<string, unknown>, about: Partial<LedgerRecord> = {}): LedgerRecord {
  return {
    schema: "lockstep/ledger-record@1",
    seq,
    at: minutesAgo(60),
    type: "override",
    actor: "J. Okafor",
    body,
    previous: null,
    hash: `sha256:${seq}`,
    ...about,
  };
}

function aGrant(setAside: OverrideScope[], about: Record<string, unknown> = {}): OverrideBody {
  const words = { reason: "theatre list", ticket: "CHG0000001", ticketFound: true, second: null, runId: "run-1" };
  const body = { act: "granted" as const, engineId: "tie", setAside, until: minutesAgo(-60), ...words };
  return { ...body, ...about };
}

function resolve(records: readonly LedgerRecord[], settings: Parameters<typeof aPolicy>[0] = {}, at = ASSESSED_AT) {
  return resolveOverrides(records, { engineId: "tie", at, policy: aPolicy(settings) });
}

test("only what is known and named may be set aside: what could not be told, and what undoes the record, never", () => {
  for (const code of [
    "ledger-broken",
    "ledger-rolled-back",
    "store-unsound",
    "wrong-server",
    "roles-contested",
    "must-match",
  ]) {
    assert.equal(overrideRuleOf(code).may, false, code);
  }
  for (const [code, { why }] of Object.entries(OVERRIDE_RULES)) assert.match(why, /^[A-Z].*\.$/, code);
  assert.equal(overrideRuleOf("mirror-not-ready").may, false);
  assert.equal(overrideRuleOf("toString").may, false);
  // A new error code is never one that may be set aside until somebody says so in the table.
  const may = Object.keys(ERROR_KINDS).filter((code) => overrideRuleOf(code).may);
  assert.deepEqual(may.sort(), [
    "engine-starting",
    "licence-exhausted",
    "node-down",
    "node-unreachable",
    "rate-limited",
    "session-lost",
    "ticket-source-unavailable",
  ]);
});

test("what an override covers does not count and stays shown; what comes beside it counts by itself", () => {
  const overrides = resolve([aRecord(1, aGrant([scope("parity", [ADT])]))]);
  const alone = assess({ findings: [ADT], overrides });
  assert.equal(alone.verdict, "ready");
  assert.deepEqual(
    alone.setAside?.map(({ code, verdict, overrides: by }) => [code, verdict, by]),
    [["parity", "not-ready", [1]]],
  );
  assert.deepEqual(alone.byFlow["ADT"], { verdict: "ready", blocking: 0, reasons: [], setAside: ["parity"] });
  const twin = aFindingOn("ADT", 1, { id: "sha256:twin" });
  const both = assess({ findings: [ADT, twin], overrides });
  assert.equal(both.verdict, "not-ready");
  assert.deepEqual(
    both.reasons.map(({ findings }) => findings),
    [["sha256:twin"]],
  );
  assert.deepEqual(
    both.setAside?.map(({ findings }) => findings),
    [[ADT.id]],
  );
});

test("an override of one code covers nothing of another, whatever the finding", () => {
  const policy = aPolicy({ settings: { unauthorisedBlocksReadiness: true } });
  const finding = aFindingOn("ADT", 1, { authorisation: { ...ADT.authorisation, verdict: "unreferenced" } });
  const overrides = resolve([aRecord(1, aGrant([scope("parity", [finding])]))]);
  const readiness = assess({ findings: [finding], overrides, policy });
  assert.deepEqual([readiness.verdict, codesOf(readiness)], ["not-ready", ["unauthorised"]]);
});

test("a record that names a code which may never be set aside sets nothing aside", () => {
  const finding = aFindingOn("ADT", 1, { mustMatch: "mirror settings" });
  const overrides = resolve([aRecord(1, aGrant([scope("must-match", [finding]), scope("parity", [finding])]))]);
  const readiness = assess({ findings: [finding], overrides });
  assert.deepEqual([readiness.verdict, codesOf(readiness)], ["not-ready", ["must-match"]]);
});

test("an interface that does not run is covered as it was: in another state, or with other content, it counts", () => {
  const standby = (operability: "saved-only" | "disabled", digest = "sha256:1") => {
    const snapshot = aStandbySnapshot();
    const facts = (snapshot.facts.operability ?? []).map((fact) =>
      fact.key === "1" ? { ...fact, operability } : fact,
    );
    const entries = snapshot.entries.map((entry) => (entry.key === "1" ? { ...entry, digest } : entry));
    return aNode("tie-b", { ...snapshot, entries, facts: { ...snapshot.facts, operability: facts } });
  };
  const seen = assess({ standby: standby("saved-only") }).reasons[0];
  assert.equal(seen?.code, "operability");
  const overrides = resolve([aRecord(1, aGrant([scope("operability", [], seen?.subjects ?? [])]))]);
  assert.equal(assess({ standby: standby("saved-only"), overrides }).verdict, "ready");
  assert.equal(assess({ standby: standby("disabled"), overrides }).verdict, "not-ready");
});

test("an interface whose state is not known has nothing that an override could be bound to", () => {
  const snapshot = aStandbySnapshot();
  const facts = (snapshot.facts.operability ?? []).filter(({ key }) => key !== "1");
  const standby = aNode("tie-b", { ...snapshot, facts: { ...snapshot.facts, operability: facts } });
  const [reason] = assess({ standby }).reasons.filter(({ code }) => code === "operability");
  assert.deepEqual([reason?.verdict, reason?.subjects], ["unknown", undefined]);
});

test("while the ticket system is away, a difference that comes after the override is not covered by it", () => {
  const problems = [{ code: "ticket-source-unavailable", message: "The folder is missing." } as const];
  const quiet = { case: "both-changed", blocksReadiness: false } as const;
  const [first, second] = [aFindingOn("ADT", 1, quiet), aFindingOn("Lab", 2, quiet)];
  const overrides = resolve([aRecord(1, aGrant([scope("ticket-source-unavailable", [first])]))]);
  assert.equal(assess({ problems, findings: [first], overrides }).verdict, "ready");
  assert.equal(assess({ problems, findings: [first, second], overrides }).verdict, "unknown");
});

test("an override ends by itself, and a verdict is good no longer than the override it rests on", () => {
  const records = [aRecord(1, aGrant([scope("parity", [ADT])], { until: minutesAgo(-5) }))];
  assert.equal(assess({ findings: [ADT], overrides: resolve(records) }).expiresAt, minutesAgo(-5));
  for (const [at, count] of [
    [minutesAgo(61), 0],
    [minutesAgo(60), 1],
    [minutesAgo(-4), 1],
    [minutesAgo(-5), 0],
    ["no instant", 0],
  ] as const) {
    assert.equal(resolve(records, {}, at).inForce.length, count, at);
  }
});

test("policy is asked again at each use: for how long, and for how many people", () => {
  const scopes = [scope("parity", [ADT])];
  const long = [aRecord(1, aGrant(scopes, { until: minutesAgo(-600) }))];
  assert.equal(resolve(long).inForce.length, 1);
  assert.equal(resolve(long, { settings: { maxOverrideHours: 8 } }).inForce.length, 0);
  const two = { settings: { overrideNeedsSecondPerson: true } };
  assert.equal(resolve([aRecord(1, aGrant(scopes))], two).inForce.length, 0);
  assert.equal(resolve([aRecord(1, aGrant(scopes, { second: "M. Reid" }))], two).inForce.length, 1);
  for (const second of ["J Okafor", "—", "okafor, j."]) {
    assert.equal(resolve([aRecord(1, aGrant(scopes, { second }))]).inForce.length, 0, second);
  }
  assert.equal(resolve([aRecord(1, aGrant(scopes), { actor: "?" })]).inForce.length, 0);
});

test("one that was ended has no force, nor has any before a record that nobody can read", () => {
  const grant = aRecord(1, aGrant([scope("parity", [ADT])]));
  const ended = aRecord(2, { act: "ended", engineId: "tie", grant: "sha256:1", reason: null });
  const other = aRecord(2, { act: "ended", engineId: "lims", grant: "sha256:1", reason: null });
  assert.equal(resolve([grant, ended]).inForce.length, 0);
  assert.equal(resolve([grant, other]).inForce.length, 1);
  assert.equal(resolve([grant, aRecord(2, { act: "amended", engineId: "tie" })]).inForce.length, 0);
  assert.equal(resolve([grant, aRecord(2, { act: "amended", engineId: "lims" })]).inForce.length, 1);
  assert.equal(resolve([aRecord(0, {}), grant]).inForce.length, 1);
});

test("a ticket that was to follow is owed until it is named, also after the override has ended", () => {
  const grant = aRecord(1, aGrant([scope("parity", [ADT])], { ticket: null, until: minutesAgo(30) }));
  const owed = assess({ overrides: resolve([grant]) });
  assert.deepEqual([owed.verdict, owed.overrides, codesOf(owed)], ["ready", undefined, ["override-ticket-owed"]]);
  const named = { act: "ticket-named", engineId: "tie", grant: "sha256:1", ticket: "CHG0000001", ticketFound: false };
  assert.deepEqual(resolve([grant, aRecord(2, named)]).owed, []);
});

test("the records that were used, and they alone, give the same overrides again, in any order", () => {
  const act = fc.constantFrom("granted", "granted", "ended", "ticket-named", "strange");
  const steps = fc.array(
    fc.record({ act, of: fc.nat(5), owed: fc.boolean(), minutes: fc.integer({ min: -90, max: 30 }) }),
  );
  fc.assert(
    fc.property(steps, (all) => {
      const records = all.map(({ act: what, of, owed, minutes }, seq) => {
        const grant = `sha256:${of}`;
        const until = minutesAgo(minutes);
        if (what === "granted")
          return aRecord(seq, aGrant([scope("parity", [LAB])], { until, ...(owed ? { ticket: null } : {}) }));
        if (what === "ended") return aRecord(seq, { act: what, engineId: "tie", grant, reason: null });
        return aRecord(seq, { act: what, engineId: "tie", grant, ticket: "CHG0000001", ticketFound: true });
      });
      const whole = resolve(records);
      const used = records.filter(({ hash }) => whole.records.includes(hash)).reverse();
      assert.deepEqual(resolve(used), whole);
    }),
  );
});
