import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { GateAnswer } from "#schemas/gate";
import { answerGate } from "#services/core/gate/answer-gate";
import { type GateQuestion, PLAIN_QUESTION } from "#services/core/gate/gate-question";
import { gateReason } from "#services/core/gate/gate-reason";
import type { ToldVerdict } from "#services/core/gate/told-verdict";
import { aReason, aToldVerdict } from "./a-told-verdict.js";

function ask(
  told: Partial<ToldVerdict> = {},
  question: Partial<GateQuestion> = {},
  at = "2026-11-23T02:20:00.000Z",
): Pick<GateAnswer, "allowed" | "verdict" | "codes"> {
  const { allowed, verdict, codes } = answerGate(
    aToldVerdict(told),
    { ...PLAIN_QUESTION, ...question },
    { now: new Date(at) },
  );
  return { allowed, verdict, codes };
}

const OPEN = { allowed: true, verdict: "ready", codes: [] } as const;

function shut(verdict: GateAnswer["verdict"], ...codes: string[]): Pick<GateAnswer, "allowed" | "verdict" | "codes"> {
  return { allowed: false, verdict, codes };
}

test("a fresh verdict of ready opens the gate, with its age", () => {
  assert.deepEqual(ask(), OPEN);
  const { ageSeconds, asOf } = answerGate(aToldVerdict(), PLAIN_QUESTION, { now: new Date("2026-11-23T02:20:00Z") });
  assert.deepEqual([ageSeconds, asOf], [1200, "2026-11-23T02:00:00.000Z"]);
});

test("not ready and unknown keep it shut, each with its reasons", () => {
  assert.deepEqual(
    ask({ verdict: "not-ready", reasons: [aReason("parity", "not-ready")] }),
    shut("not-ready", "parity"),
  );
  assert.deepEqual(
    ask({ verdict: "unknown", reasons: [aReason("never-read", "unknown")] }),
    shut("unknown", "never-read"),
  );
});

test("a verdict that expired a moment ago is unknown, and on the instant itself it still holds", () => {
  assert.deepEqual(ask({}, {}, "2026-11-24T04:00:00.000Z"), OPEN);
  assert.deepEqual(ask({}, {}, "2026-11-24T04:00:00.001Z"), shut("unknown", "snapshot-stale"));
});

test("a clock that went back makes it unknown, before the check and before it was last read", () => {
  assert.deepEqual(ask({}, {}, "2026-11-23T01:59:59.000Z"), shut("unknown", "snapshot-stale"));
  assert.deepEqual(ask({}, {}, "2026-11-23T02:09:59.000Z"), shut("unknown", "book-stale"));
});

test("where something ended since it was read, it is unknown until it is read again", () => {
  assert.deepEqual(ask({ goodUntil: "2026-11-23T02:20:00.000Z" }), shut("unknown", "book-stale"));
  assert.deepEqual(ask({ goodUntil: "2026-11-23T02:20:00.001Z" }), OPEN);
});

test("the caller's own tolerance refuses what policy would still take", () => {
  assert.deepEqual(ask({}, { maxAgeSeconds: 1200 }), OPEN);
  assert.deepEqual(ask({}, { maxAgeSeconds: 1199 }), shut("unknown", "older-than-asked"));
  assert.deepEqual(ask({ asOf: null }, { maxAgeSeconds: 1200 }).allowed, false);
});

test("ready by override opens it only for who asks for that by name", () => {
  assert.deepEqual(ask({ byOverride: true }), shut("ready-by-override", "ready-by-override"));
  assert.deepEqual(ask({ byOverride: true }, { acceptsOverride: true }), { ...OPEN, verdict: "ready-by-override" });
  const expired = ask({ byOverride: true }, { acceptsOverride: true }, "2026-11-25T00:00:00Z");
  assert.deepEqual(expired, shut("unknown", "snapshot-stale"));
});

test("the strict profile is refused by what is only noted, and says by what", () => {
  const noted = { reasons: [aReason("gap-accepted", "ready")] };
  assert.deepEqual(ask(noted), OPEN);
  assert.deepEqual(ask(noted, { profile: "strict" }), shut("not-ready", "gap-accepted"));
  assert.deepEqual(ask({}, { profile: "strict" }), OPEN);
});

test("a profile of the estate refuses the notes and the age that it names", () => {
  const profiles = { theatre: { refuse: ["expired"], maxAgeMinutes: 30 } };
  const told = { profiles, reasons: [aReason("expired", "ready"), aReason("gap-accepted", "ready")] };
  assert.deepEqual(ask(told, { profile: "theatre" }), shut("not-ready", "expired"));
  assert.deepEqual(ask({ profiles }, { profile: "theatre" }), OPEN);
  assert.deepEqual(
    ask({ profiles }, { profile: "theatre" }, "2026-11-23T02:30:01Z"),
    shut("unknown", "older-than-asked"),
  );
});

test("a profile that nobody declared opens nothing, nor does one in a file that cannot be read", () => {
  assert.deepEqual(ask({}, { profile: "theatre" }), shut("unknown", "profile-unknown"));
  assert.deepEqual(ask({}, { profile: "constructor" }), shut("unknown", "profile-unknown"));
  assert.deepEqual(ask({ profiles: undefined }, { profile: "theatre" }), shut("unknown", "policy-invalid"));
  assert.deepEqual(ask({ profiles: undefined }), OPEN);
});

test("a flow that is fine opens the gate for that flow while another tier is not ready", () => {
  const parity = { verdict: "not-ready", blocking: 1, reasons: ["parity"] } as const;
  const told: Partial<ToldVerdict> = {
    verdict: "not-ready",
    reasons: [aReason("parity", "not-ready")],
    byTier: { "1": { verdict: "ready", blocking: 0, reasons: [] }, "4": { ...parity, reasons: ["parity"] } },
    byFlow: { ADT: { verdict: "ready", blocking: 0, reasons: [] }, Catering: { ...parity, reasons: ["parity"] } },
  };
  assert.deepEqual(ask(told, { flow: "ADT" }), OPEN);
  assert.deepEqual(ask(told, { tier: "1" }), OPEN);
  assert.deepEqual(ask(told, { tier: "4" }), shut("not-ready", "parity"));
  assert.deepEqual(ask(told, { tier: "1", flow: "Catering" }), shut("not-ready", "parity"));
  assert.deepEqual(ask(told), shut("not-ready", "parity"));
});

test("a tier or flow that nobody knows is unknown, never ready", () => {
  assert.deepEqual(ask({}, { flow: "Pathology" }), shut("unknown", "part-unknown"));
  assert.deepEqual(ask({}, { flow: "toString" }), shut("unknown", "part-unknown"));
  assert.deepEqual(ask({}, { tier: "3" }), shut("unknown", "part-unknown"));
});

test("a part is not ready by itself where an override made it so", () => {
  const byFlow = { ADT: { verdict: "ready", blocking: 0, reasons: [], setAside: ["parity"] } } as const;
  const told: Partial<ToldVerdict> = {
    byOverride: true,
    byFlow: { ADT: { ...byFlow.ADT, reasons: [], setAside: ["parity"] } },
  };
  assert.deepEqual(ask(told, { flow: "ADT" }), shut("ready-by-override", "ready-by-override"));
});

test("the return of the old primary is a verdict of its own", () => {
  const returning = { verdict: "not-ready", reasons: [aReason("parity", "not-ready")] } as const;
  const told: Partial<ToldVerdict> = { returning: { ...returning, reasons: [...returning.reasons] } };
  assert.deepEqual(ask(told), OPEN);
  assert.deepEqual(ask(told, { profile: "return" }), shut("not-ready", "parity"));
  assert.deepEqual(ask({ verdict: "unknown" }, { profile: "return" }), OPEN);
  assert.deepEqual(ask({}, { profile: "return", tier: "1" }), shut("unknown", "part-unknown"));
});

test("a doubt of whoever keeps the verdict is never answered with ready, whatever is asked", () => {
  const verdicts = fc.constantFrom("ready" as const, "not-ready" as const, "unknown" as const);
  const profiles = fc.constantFrom("switchover", "strict", "return", "theatre");
  fc.assert(
    fc.property(verdicts, fc.boolean(), profiles, fc.boolean(), (verdict, byOverride, profile, acceptsOverride) => {
      const told = aToldVerdict({ verdict, byOverride, profiles: { theatre: {} } });
      const doubts = [gateReason("book-stale", "nobody looked")];
      const now = new Date("2026-11-23T02:20:00Z");
      const answer = answerGate(told, { profile, acceptsOverride }, { now, doubts });
      assert.equal(answer.allowed, false);
      assert.ok(answer.verdict === "unknown" || answer.verdict === "not-ready");
    }),
  );
});

test("what opens the gate was told ready, for the instant and the part that were asked for", () => {
  const verdicts = fc.constantFrom("ready" as const, "not-ready" as const, "unknown" as const);
  fc.assert(
    fc.property(verdicts, verdicts, fc.integer({ min: -3_000_000, max: 200_000_000 }), (whole, part, after) => {
      const byTier = { "1": { verdict: part, blocking: 0, reasons: [] } };
      const told = aToldVerdict({ verdict: whole, byTier });
      const now = new Date(Date.parse(told.toldAt) + after);
      const holds = after >= 0 && now.getTime() <= Date.parse(told.expiresAt ?? "");
      assert.equal(answerGate(told, PLAIN_QUESTION, { now }).allowed, holds && whole === "ready");
      assert.equal(answerGate(told, { ...PLAIN_QUESTION, tier: "1" }, { now }).allowed, holds && part === "ready");
    }),
  );
});
