import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { AcceptedGap } from "#schemas/policy";
import type { Coverage } from "#schemas/snapshot";
import { parseGoverned } from "#services/core/policy/parse-governed";
import { leaveOutGaps, resolveGaps } from "#services/core/readiness/accepted-gaps";
import { gapNotes } from "#services/core/readiness/gap-notes";
import { aPolicy } from "#test/fakes/judged";
import { ASSESSED_AT, anEntry, aSnapshot } from "#test/fakes/readiness-story";

const GAP: AcceptedGap = {
  id: "no-users",
  engine: "tie",
  source: "table/users",
  owner: "A. Adams",
  approver: "C. Chair",
  reason: "The account must not be able to change security.",
  granted: "2026-11-01",
  expires: "2026-12-01",
};
const unreadOf = (source: string): Coverage["unread"][number] => ({ source, code: "rights-narrowed", message: "no" });
const UNREAD: Coverage = { complete: false, kinds: { channel: 1 }, unread: [unreadOf("table/users")] };
const WHOLE: Coverage = { complete: true, kinds: { channel: 1 }, unread: [] };
const SOURCES = { "table/users": "user" };

function resolve(about: Partial<AcceptedGap>, coverages: readonly Coverage[] = [WHOLE, UNREAD], at = ASSESSED_AT) {
  const policy = { ...aPolicy(), acceptedGaps: [{ ...GAP, ...about }] };
  return resolveGaps({ engineId: "tie", policy, at, coverages, separableSources: SOURCES });
}

const isOpen = (...question: Parameters<typeof resolve>): boolean => resolve(...question).open.length === 1;

describe("a gap that somebody accepted", () => {
  it("leaves out what one node does not give, from the day of its grant to the end of its last", () => {
    assert.ok(isOpen({}));
    assert.ok(isOpen({}, [UNREAD], "2026-12-01T23:59:00Z"));
    assert.ok(!isOpen({}, [UNREAD], "2026-12-02T00:00:00Z"));
    assert.ok(!isOpen({}, [UNREAD], "2026-10-31T23:59:00Z"));
  });

  it("is of one engine and one source by their very names: no pattern fits anything", () => {
    for (const about of [
      { engine: "*" },
      { engine: "TIE" },
      { source: "table/*" },
      { source: "*" },
      { engine: "tie-2" },
    ])
      assert.ok(!isOpen(about), JSON.stringify(about));
  });

  it("leaves out nothing that the product does not know to be separable", () => {
    const coverage = { ...UNREAD, unread: [unreadOf("document")] };
    const { open, idle } = resolve({ source: "document" }, [coverage]);
    assert.deepEqual([open, idle.map(({ id }) => id)], [[], ["no-users"]]);
  });

  it("leaves out nothing while every node gives it, and says that it is not needed", () => {
    const gaps = resolve({}, [WHOLE, WHOLE]);
    assert.deepEqual(gaps.open, []);
    assert.match(gapNotes(gaps, "Team")[0]?.message ?? "", /'no-users' leaves nothing out/);
  });

  it("takes its kind out of every snapshot, and leaves any other doubt", () => {
    const entries = [anEntry("1"), anEntry("u", { kind: "user" })];
    const alerts = unreadOf("alerts");
    const seen = leaveOutGaps(aSnapshot({ entries, coverage: UNREAD }), resolve({}));
    assert.deepEqual([seen.entries.length, seen.coverage.complete, seen.coverage.unread], [1, true, []]);
    const coverage = { ...UNREAD, unread: [...UNREAD.unread, alerts] };
    const doubtful = leaveOutGaps(aSnapshot({ entries, coverage }), resolve({})).coverage;
    assert.deepEqual([doubtful.complete, doubtful.unread], [false, [alerts]]);
    const vague = leaveOutGaps(aSnapshot({ coverage: { ...WHOLE, complete: false } }), resolve({}));
    assert.equal(vague.coverage.complete, false);
  });

  it("says who accepted it, until when, why, and that it proves nothing equal", () => {
    const [note] = gapNotes(resolve({ ticket: "CHG0031" }), "Integration team");
    assert.equal(note?.code, "gap-accepted");
    assert.equal(note.verdict, "ready");
    for (const word of ["table/users", "not compared", "C. Chair", "2026-12-01", "CHG0031", GAP.reason])
      assert.ok(note.message.includes(word), word);
    assert.match(note.action, /nothing here says that the nodes are alike/);
  });
});

describe("an accepted gap that cannot stand", () => {
  const problemsOf = (...gaps: readonly Partial<AcceptedGap>[]): readonly string[] => {
    const acceptedGaps = gaps.map((about) => ({ ...GAP, ...about }));
    const files = new Map([["policy/accepted-gaps.yaml", JSON.stringify({ acceptedGaps })]]);
    const { policy, problems } = parseGoverned(files);
    const told = problems.filter(({ file }) => file === "policy/accepted-gaps.yaml").map(({ message }) => message);
    assert.equal(policy === undefined, told.length > 0);
    return told;
  };

  it("is refused where its owner approves it, nobody does, it runs too long, or it stands twice", () => {
    assert.deepEqual(problemsOf({}), []);
    assert.match(problemsOf({ approver: "A. Adams" })[0] ?? "", /approved by its owner/);
    assert.match(problemsOf({ approver: "-" })[0] ?? "", /approved by nobody/);
    assert.match(problemsOf({ expires: "2027-11-01" })[0] ?? "", /runs for 365 days/);
    assert.match(problemsOf({ expires: "2026-02-31" })[0] ?? "", /no day/);
    assert.equal(problemsOf({}, {}).length, 2);
  });

  it("is refused where it lacks any of its parts, and then nothing of the policy is in force", () => {
    for (const part of ["id", "engine", "source", "owner", "approver", "reason", "granted", "expires"] as const) {
      const { [part]: _left, ...rest } = GAP;
      const files = new Map([["policy/accepted-gaps.yaml", JSON.stringify({ acceptedGaps: [rest] })]]);
      assert.equal(parseGoverned(files).policy, undefined, part);
    }
  });
});
