import assert from "node:assert/strict";
import { test } from "node:test";
import type { NoticeRecord } from "#schemas/notice-record";
import { type Matter, toldMatterOf } from "#services/core/notices/matter";
import type { Sighting } from "#services/core/notices/matters-of-engine";
import { type PlannedNotice, planEscalations, planNotices } from "#services/core/notices/plan-notices";
import { numberOf, recallNotices } from "#services/core/notices/recall-notices";
import { AT, aGate, aMatter, POLICY, recorded, saw } from "./a-matter.js";

/** A ledger of notices in memory: everything that is planned is sent. */
function aLedger() {
  const bodies: (readonly [string, NoticeRecord])[] = [];
  const told = () => recallNotices(recorded(...bodies));
  function send(at: string, notices: readonly PlannedNotice[]): void {
    for (const { channel, level, matters } of notices) {
      bodies.push([at, { act: "claimed", channel, level, matters: matters.map(toldMatterOf), policyCommit: "c0" }]);
      bodies.push([at, { act: "sent", claim: bodies.length - 1 }]);
    }
  }
  return {
    bodies,
    told,
    run(at: string, sighting: Sighting): readonly PlannedNotice<Matter>[] {
      const { notices, ended } = planNotices(sighting, { told: told(), policy: POLICY, at });
      send(at, notices);
      if (ended.length > 0) bodies.push([at, { act: "ended", keys: [...ended] }]);
      return notices;
    },
    escalate(at: string): readonly PlannedNotice[] {
      const notices = planEscalations({ told: told(), policy: POLICY, at });
      send(at, notices);
      return notices;
    },
  };
}

const hours = (count: number): string => new Date(Date.parse(AT) + count * 3_600_000).toISOString();
const channels = (notices: readonly PlannedNotice[]): readonly string[] => notices.map(({ channel }) => channel).sort();

test("a change that nothing authorises is told once, not once a run", () => {
  const ledger = aLedger();
  assert.deepEqual(channels(ledger.run(AT, saw(aMatter()))), ["mail", "on-call"]);
  assert.deepEqual(ledger.run(hours(24), saw(aMatter())), []);
});

test("a change that was settled and came back is told again", () => {
  const ledger = aLedger();
  ledger.run(AT, saw(aMatter()));
  assert.deepEqual(ledger.run(hours(1), saw()), []);
  assert.equal(ledger.run(hours(2), saw(aMatter())).length, 2);
});

test("what was not looked at has not ended", () => {
  const ledger = aLedger();
  ledger.run(AT, saw(aMatter()));
  ledger.run(hours(1), { matters: [], scopes: ["gate tie"] });
  assert.deepEqual(ledger.run(hours(2), saw(aMatter())), []);
});

test("the gate is told when it shuts and when it opens again, and a gate that was always open is no news", () => {
  const ledger = aLedger();
  assert.deepEqual(ledger.run(AT, saw(aGate("ready"))), []);
  assert.deepEqual(channels(ledger.run(hours(1), saw(aGate("not-ready")))), ["mail", "on-call"]);
  assert.deepEqual(ledger.run(hours(2), saw(aGate("not-ready"))), []);
  assert.deepEqual(channels(ledger.run(hours(3), saw(aGate("ready")))), ["mail", "on-call"]);
  assert.deepEqual(ledger.run(hours(4), saw(aGate("ready"))), []);
  assert.equal(ledger.run(hours(5), saw(aGate("not-ready"))).length, 2);
});

test("many changes of one night are one message to each channel", () => {
  const ledger = aLedger();
  const many = ["1", "2", "3"].map((id) => aMatter({ about: ["tie", id] }));
  const notices = ledger.run(AT, saw(...many));
  assert.deepEqual(channels(notices), ["mail", "on-call"]);
  assert.ok(notices.every(({ matters }) => matters.length === 3));
  assert.deepEqual(
    ledger.run(hours(24), saw(...many, aMatter({ about: ["tie", "4"] }))).map(({ matters }) => matters.length),
    [1, 1],
  );
});

test("the gates of many engines are one message to each channel, and good news is apart from bad", () => {
  const ledger = aLedger();
  const gate = (engineId: string, stands: "ready" | "unknown"): Matter =>
    aMatter({
      kind: "gate",
      about: [engineId],
      scope: `gate ${engineId}`,
      engineId,
      stands,
      isGoodNews: stands === "ready",
    });
  const names = ["a", "b", "c"];
  const first = ledger.run(AT, saw(...names.map((name) => gate(name, "unknown"))));
  assert.deepEqual(
    first.map(({ matters }) => matters.length),
    [3, 3],
  );
  const next = ledger.run(hours(1), saw(gate("a", "ready"), gate("b", "ready"), aGate("not-ready")));
  assert.deepEqual(next.map(({ matters }) => matters.length).sort(), [1, 1, 2, 2]);
});

test("what no route names is told to those who are named for it", () => {
  const owned = aMatter({ owner: "Clinical systems", tier: 3 });
  assert.deepEqual(channels(aLedger().run(AT, saw(owned))), ["manager"]);
});

test("what concerns the estate and has no tier goes by the routes of tier 1", () => {
  const record = aMatter({ kind: "unauthorised-change", owner: "estate", tier: null, engineId: null });
  assert.deepEqual(channels(aLedger().run(AT, saw(record))), ["on-call"]);
});

test("the next level is told once nobody has answered for as long as policy says", () => {
  const ledger = aLedger();
  ledger.run(AT, saw(aMatter()));
  assert.deepEqual(ledger.escalate(hours(3.9)), []);
  const [notice, ...others] = ledger.escalate(hours(4));
  assert.deepEqual([notice?.channel, notice?.level, notice?.since, others.length], ["manager", 1, AT, 0]);
  assert.deepEqual(ledger.escalate(hours(9)), []);
});

test("what somebody has seen is not escalated, and another state of it is", () => {
  const ledger = aLedger();
  ledger.run(AT, saw(aGate("not-ready")));
  const { key, state } = aGate("not-ready");
  ledger.bodies.push([hours(1), { act: "seen", matters: [{ key, state }] }]);
  assert.deepEqual(ledger.escalate(hours(10)), []);
  ledger.run(hours(11), saw(aGate("unknown")));
  assert.deepEqual(ledger.escalate(hours(16)).length, 1);
});

test("good news is never escalated, and reaches whoever the bad was escalated to", () => {
  const ledger = aLedger();
  ledger.run(AT, saw(aGate("not-ready")));
  ledger.escalate(hours(5));
  assert.deepEqual(channels(ledger.run(hours(6), saw(aGate("ready")))), ["mail", "manager", "on-call"]);
  assert.deepEqual(ledger.escalate(hours(20)), []);
});

test("good news that a channel did not take is told again", () => {
  const ledger = aLedger();
  ledger.run(AT, saw(aGate("not-ready")));
  const matters = [toldMatterOf(aGate("ready"))];
  ledger.bodies.push([hours(1), { act: "claimed", channel: "mail", level: 0, matters, policyCommit: "c0" }]);
  ledger.bodies.push([hours(1), { act: "failed", claim: ledger.bodies.length - 1, code: "notice-not-sent" }]);
  assert.deepEqual(channels(ledger.run(hours(2), saw(aGate("ready")))), ["mail", "on-call"]);
});

test("what a channel did not take is told again, and so is what a dead service had claimed", () => {
  const matters = [toldMatterOf(aMatter())];
  const claim = { act: "claimed", channel: "mail", level: 0, matters, policyCommit: "c0" } as const;
  const planned = (at: string, ...bodies: NoticeRecord[]): readonly string[] =>
    channels(planNotices(saw(aMatter()), { told: recallNotices(recorded(...bodies)), policy: POLICY, at }).notices);
  assert.deepEqual(planned(hours(0.1), claim), ["on-call"], "it may be on its way");
  assert.deepEqual(planned(hours(0.3), claim), ["mail", "on-call"]);
  assert.deepEqual(planned(AT, claim, { act: "failed", claim: 0, code: "notice-not-sent" }), ["mail", "on-call"]);
});

test("a notice keeps its number however often its channel fails, and gets another one when it comes back", () => {
  const matters = [toldMatterOf(aMatter())];
  const claim = { act: "claimed", channel: "mail", level: 0, matters, policyCommit: "c0" } as const;
  const failed = (of: number) => ({ act: "failed", claim: of, code: "notice-not-sent" }) as const;
  const ended = { act: "ended", keys: matters.map(({ key }) => key) } as const;
  const numberAfter = (...bodies: NoticeRecord[]): number | undefined => {
    const [entry] = recallNotices(recorded(...bodies)).entries.values();
    return entry && numberOf(entry);
  };
  const twice = [claim, failed(0), claim, failed(2), claim] as const;
  assert.equal(numberAfter(...twice), 0);
  assert.equal(numberAfter(...twice, ended, claim), 6);
});

test("of two services that claim the same the earlier record sends it", () => {
  const matters = [toldMatterOf(aMatter())];
  const claim = { act: "claimed", channel: "mail", level: 0, matters, policyCommit: "c0" } as const;
  const [entry] = recallNotices(recorded(claim, claim)).entries.values();
  assert.equal(entry?.claim, 0);
});

test("what was summed up is remembered as it was, and what was claimed meanwhile besides", () => {
  const ledger = aLedger();
  ledger.run(AT, saw(aMatter()));
  ledger.bodies.push([hours(1), { act: "seen", matters: [{ key: aMatter().key, state: aMatter().state }] }]);
  const { entries, seen, policyCommit, upTo } = ledger.told();
  const sum = { act: "summed-up", upTo, told: [...entries.values()], seen: [...seen.values()], policyCommit } as const;
  const meanwhile = toldMatterOf(aMatter({ about: ["tie", "2"] }));
  ledger.bodies.push([
    hours(1),
    { act: "claimed", channel: "mail", level: 0, matters: [meanwhile], policyCommit: "c0" },
  ]);
  const before = ledger.told();
  ledger.bodies.push([hours(1), { ...sum, told: [...sum.told], seen: [...sum.seen] }]);
  const after = ledger.told();
  assert.deepEqual([after.entries, after.seen], [before.entries, before.seen]);
  assert.equal(after.entries.size, 3);
});
