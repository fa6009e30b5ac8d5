import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { ChangeProposal } from "#schemas/change-proposal";
import { branchOf } from "#services/core/review/branch-of";
import { planReviews, type ReviewSituation, type StandingReview } from "#services/core/review/plan-reviews";
import { aProposal } from "#test/fakes/a-proposal";

const AT = "2026-11-23T02:00:00.000Z";

describe("planning reviews", () => {
  it("asks for a decision where nobody was asked yet", () => {
    assert.deepEqual(done({ wanted: [aProposal("flow-adt")] }), ["open flow-adt"]);
  });

  it("touches nothing where the changes are the ones a reviewer saw", () => {
    const proposal = aProposal("flow-adt");
    const later = { ...proposal, effect: { verdict: "unknown" as const, blocking: 0, othersBlocking: 3 } };
    assert.deepEqual(done({ wanted: [later], reviews: [open(1, proposal)] }), ["keep flow-adt 1"]);
  });

  it("writes anew where the changes became others, and says what was there before", () => {
    const before = aProposal("flow-adt", { content: ["a"] });
    const [action] = plan({ wanted: [aProposal("flow-adt", { content: ["a", "b"] })], reviews: [open(1, before)] });
    assert.equal(action?.do, "update");
    assert.equal(action.before, before);
  });

  it("makes up for a pass that brought the branch and not the text, or for who edited the text, and leaves the commit as approved", () => {
    const proposal = aProposal("flow-adt");
    const review = { ...open(1, proposal), told: aProposal("flow-adt", { content: ["earlier"] }).digest };
    assert.deepEqual(done({ wanted: [proposal], reviews: [review] }), ["retell flow-adt 1"]);
    assert.deepEqual(done({ wanted: [proposal], reviews: [{ ...review, told: proposal.digest }] }), [
      "keep flow-adt 1",
    ]);
  });

  it("leaves a branch alone on which a person's commit stands", () => {
    const review = { ...open(1, aProposal("flow-adt")), headProposal: undefined };
    assert.deepEqual(done({ wanted: [aProposal("flow-adt")], reviews: [review] }), ["hands-off flow-adt 1"]);
    assert.deepEqual(done({ wanted: [], reviews: [review] }), []);
  });

  it("closes what is gone, and only of engines that were read well enough to know", () => {
    const proposal = aProposal("flow-adt");
    assert.deepEqual(done({ wanted: [], reviews: [open(1, proposal)] }), ["close flow-adt 1"]);
    assert.deepEqual(done({ wanted: [], known: [], reviews: [open(1, proposal)] }), []);
  });

  it("leaves open what a person opened again after it was declined: an approval that counts decides anew", () => {
    const proposal = aProposal("flow-adt");
    assert.deepEqual(done({ wanted: [], decided: [proposal.digest], reviews: [open(1, proposal)] }), []);
  });

  it("says of changes that stand in another proposal now where they are", () => {
    const before = aProposal("flow-adt", { content: ["a"] });
    const actions = plan({ wanted: [aProposal("chg0041234", { content: ["a"] })], reviews: [open(1, before)] });
    assert.match(actions.find((action) => action.do === "close")?.because ?? "", /another proposal now: chg0041234/);
  });

  it("opens again what came back within seven days, and anew what came back later", () => {
    const proposal = aProposal("flow-adt");
    assert.deepEqual(done({ wanted: [proposal], reviews: [closed(1, proposal, "2026-11-16T02:00:00.000Z")] }), [
      "reopen flow-adt 1",
    ]);
    assert.deepEqual(done({ wanted: [proposal], reviews: [closed(1, proposal, "2026-11-16T01:59:59.000Z")] }), [
      "open flow-adt",
    ]);
  });

  it("opens again the one that was closed last", () => {
    const proposal = aProposal("flow-adt");
    const reviews = [closed(7, proposal, "2026-11-22T02:00:00.000Z"), closed(3, proposal, "2026-11-18T02:00:00.000Z")];
    assert.deepEqual(done({ wanted: [proposal], reviews }), ["reopen flow-adt 7"]);
  });

  it("does not open again what a person closed or merged: that is a question of its own", () => {
    const proposal = aProposal("flow-adt");
    const byPerson = { ...closed(1, proposal, "2026-11-22T02:00:00.000Z"), closedByUs: false };
    const merged = { ...byPerson, state: "merged" as const };
    assert.deepEqual(done({ wanted: [proposal], reviews: [byPerson] }), ["open flow-adt"]);
    assert.deepEqual(done({ wanted: [proposal], reviews: [merged] }), ["open flow-adt"]);
  });

  it("holds back what is over the limits of an hour, and of what stands open", () => {
    const wanted = [aProposal("one"), aProposal("two"), aProposal("three")];
    assert.deepEqual(done({ wanted, limits: { maxPerHour: 2, maxOpen: 30 } }), ["open one", "open three", "hold two"]);
    assert.deepEqual(done({ wanted, limits: { maxPerHour: 6, maxOpen: 1 } }), ["open one", "hold three", "hold two"]);
    const lately = {
      ...closed(9, aProposal("other"), "2026-11-23T01:50:00.000Z"),
      openedAt: "2026-11-23T01:30:00.000Z",
    };
    assert.deepEqual(done({ wanted: [aProposal("one")], reviews: [lately], limits: { maxPerHour: 1, maxOpen: 9 } }), [
      "hold one",
    ]);
  });

  it("lets what nobody authorised on production pass every limit, and puts it first", () => {
    const wanted = [
      aProposal("calm", { severity: "critical" }),
      aProposal("rogue", { unauthorised: true, severity: "low" }),
    ];
    assert.deepEqual(done({ wanted, limits: { maxPerHour: 1, maxOpen: 1 } }), ["open rogue", "hold calm"]);
  });

  it("loses no proposal and no open review, whatever stands on the forge", () => {
    fc.assert(
      fc.property(fc.array(SITUATED, { maxLength: 12 }), fc.integer({ min: 1, max: 5 }), (situated, limit) => {
        const wanted = unique(situated.filter(({ isWanted }) => isWanted).map(({ proposal }) => proposal));
        const reviews = situated.flatMap(({ proposal, standing }, index) => standing(index + 1, proposal));
        const actions = plan({ wanted, reviews, limits: { maxPerHour: limit, maxOpen: limit } });
        const told = actions.flatMap((action) => (action.do === "close" ? [] : [branchOf(action.proposal)]));
        assert.deepEqual([...told].sort(), wanted.map(branchOf).sort());
        const branches = new Set(wanted.map(branchOf));
        const gone = reviews.filter(({ state, branch }) => state === "open" && !branches.has(branch));
        assert.equal(actions.filter((action) => action.do === "close").length, gone.length);
        assert.ok(actions.every(({ because }) => because.endsWith(".")));
      }),
    );
  });
});

function plan(given: Partial<ReviewSituation>): ReturnType<typeof planReviews> {
  return planReviews({
    wanted: [],
    known: ["tie"],
    reviews: [],
    limits: { maxPerHour: 6, maxOpen: 30 },
    at: AT,
    ...given,
  });
}

function done(given: Partial<ReviewSituation>): string[] {
  return plan(given).map((action) => {
    const { key } = action.do === "close" ? action.before : action.proposal;
    return [action.do, key, ...("number" in action ? [action.number] : [])].join(" ");
  });
}

function open(number: number, proposal: ChangeProposal): StandingReview {
  return {
    number,
    branch: branchOf(proposal),
    state: "open",
    openedAt: "2026-11-20T02:00:00.000Z",
    endedAt: null,
    closedByUs: false,
    headProposal: proposal,
  };
}

function closed(number: number, proposal: ChangeProposal, endedAt: string): StandingReview {
  return { ...open(number, proposal), state: "closed", endedAt, closedByUs: true };
}

function unique(proposals: readonly ChangeProposal[]): ChangeProposal[] {
  return [...new Map(proposals.map((proposal) => [branchOf(proposal), proposal])).values()];
}

const SITUATED = fc.record({
  isWanted: fc.boolean(),
  proposal: fc
    .record({
      key: fc.constantFrom("one", "two", "three", "four"),
      content: fc.uniqueArray(fc.constantFrom("a", "b", "c"), { minLength: 1 }),
      unauthorised: fc.boolean(),
    })
    .map(({ key, ...given }) => aProposal(key, given)),
  standing: fc.constantFrom<(number: number, proposal: ChangeProposal) => StandingReview[]>(
    () => [],
    (number, proposal) => [open(number, proposal)],
    (number, proposal) => [closed(number, proposal, "2026-11-22T02:00:00.000Z")],
  ),
});
