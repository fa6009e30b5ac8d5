import assert from "node:assert/strict";
import { test } from "node:test";
import { type Matter, toldMatterOf } from "#services/core/notices/matter";
import { type PlannedDigest, planDigest } from "#services/core/notices/plan-digest";
import { recallNotices } from "#services/core/notices/recall-notices";
import { AT, aMatter, POLICY, recorded, saw } from "./a-matter.js";

const days = (count: number): string => new Date(Date.parse(AT) + count * 86_400_000).toISOString();
const drift = (...stands: readonly string[]): Matter => aMatter({ kind: "drift", about: ["tie", "team"], stands });
const waiver = aMatter({ kind: "waiver", about: ["w-1"], scope: "waivers" });

/** What stands in the ledger once a digest of that instant was sent. */
function sent(at: string, ...digests: readonly PlannedDigest[]) {
  return recorded(
    ...digests.flatMap(({ channel, heading, news, standing }, index) => {
      const matters = [heading, ...news, ...standing].map(toldMatterOf);
      return [
        [at, { act: "claimed", channel, level: 0, matters, policyCommit: "c0" }],
        [at, { act: "sent", claim: index * 2 }],
      ] as const;
    }),
  );
}

const first = planDigest(saw(drift("a"), waiver), { told: recallNotices([]), policy: POLICY, at: AT }).digests;

test("all that is not told at once goes into one digest for each channel", () => {
  assert.deepEqual(
    first.map(({ channel, news }) => [channel, news.length]),
    [["mail", 2]],
  );
  const alone = planDigest(saw(aMatter()), { told: recallNotices([]), policy: POLICY, at: AT });
  assert.deepEqual(alone.digests, [], "what is told at once is told at once");
});

test("a digest in which nothing changed is not sent again the next night, and is after a week", () => {
  const told = recallNotices(sent(AT, ...first));
  const plan = (at: string) => planDigest(saw(drift("a"), waiver), { told, policy: POLICY, at }).digests;
  assert.deepEqual(plan(days(1)), []);
  assert.deepEqual(
    plan(days(7)).map(({ news, standing }) => [news.length, standing.length]),
    [[0, 2]],
  );
});

test("what is new, what stands and what was settled are told apart", () => {
  const told = recallNotices(sent(AT, ...first));
  const { digests, ended } = planDigest(saw(drift("a", "b")), { told, policy: POLICY, at: days(1) });
  const [digest] = digests;
  assert.deepEqual(
    digest?.news.map(({ key }) => key),
    [drift().key],
  );
  assert.deepEqual(
    digest?.settled.map(({ key }) => key),
    [waiver.key],
  );
  assert.deepEqual(ended, [waiver.key]);
});

test("two services in one night plan the very same digest", () => {
  const [again] = planDigest(saw(drift("a"), waiver), {
    told: recallNotices([]),
    policy: POLICY,
    at: days(0.1),
  }).digests;
  assert.equal(again?.heading.state, first[0]?.heading.state);
});
