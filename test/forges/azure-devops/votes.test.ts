import assert from "node:assert/strict";
import { test } from "node:test";
import type { ForgeOpinion, ForgeReview, ForgeSession } from "#services/ports/forge";
import type { AzureDevOpsSimulator } from "#test/fakes/start-azure-devops-simulator";
import { type DevOpsStage, forge, LOCKSTEP, PAT, ROBIN, stageDevOps } from "./stage-devops.js";

const BRANCH = "drift/tie/t-chg0041337";

interface Looked {
  readonly simulator: AzureDevOpsSimulator;
  readonly session: ForgeSession;
  readonly review: ForgeReview;
  /** Lockstep's next commit on the branch. */
  push(): Promise<string>;
  /** The last thing that an account said. */
  last(account: string): Promise<ForgeOpinion | undefined>;
}

async function withReview(stage: DevOpsStage, claim: (looked: Looked) => Promise<unknown>): Promise<void> {
  const { simulator, request } = await stageDevOps(stage);
  const session = await forge.open(request);
  try {
    const push = (): Promise<string> => simulator.people.push(BRANCH, LOCKSTEP, "main");
    await push();
    const review = await session.openReview({ branch: BRANCH, base: "main", title: "t", body: "b", labels: [] });
    const last = async (account: string): Promise<ForgeOpinion | undefined> =>
      (await session.opinions(review.number)).findLast((opinion) => opinion.account === account);
    await claim({ simulator, session, review, push, last });
  } finally {
    await session.close();
    await simulator.stop();
  }
}

const WORDS = { 10: "approved", 5: "approved", [-5]: "changes-requested", [-10]: "changes-requested" } as const;

for (const [vote, says] of Object.entries(WORDS)) {
  test(`a vote of ${vote} is told as ${says}`, () =>
    withReview({}, async ({ simulator, review, last }) => {
      simulator.people.vote(review.number, PAT, Number(vote));
      assert.equal((await last(PAT))?.says, says);
    }));
}

test("a vote given before a push stays one of the commit that it was given for", () =>
  withReview({}, async ({ simulator, review, push, last }) => {
    simulator.people.vote(review.number, PAT, 10);
    await push();
    const said = await last(PAT);
    assert.deepEqual([said?.says, said?.commit], ["approved", review.head]);
  }));

test("a vote that the host reset on push ends as dismissed", () =>
  withReview({}, async ({ simulator, session, review, push, last }) => {
    await session.protect({ branch: "main", approvals: 1, ownersMustApprove: false });
    simulator.people.vote(review.number, PAT, 10);
    await push();
    assert.equal((await last(PAT))?.says, "dismissed");
  }));

test("the vote of a reviewer who was taken away ends as dismissed", () =>
  withReview({}, async ({ simulator, review, last }) => {
    simulator.people.vote(review.number, PAT, 10);
    simulator.state.pull(review.number)?.reviewers.clear();
    assert.equal((await last(PAT))?.says, "dismissed");
  }));

test("a vote that no thread tells of is of no commit", () =>
  withReview({ faults: { silentVotes: true } }, async ({ simulator, review, last }) => {
    simulator.people.vote(review.number, PAT, 10);
    const said = await last(PAT);
    assert.deepEqual([said?.says, said?.commit], ["approved", null]);
  }));

test("the threads of an old server, which name the voter by id, date votes as well", () =>
  withReview({ faults: { oldVoteThreads: true } }, async ({ simulator, review, last }) => {
    simulator.people.vote(review.number, PAT, 10);
    const said = await last(PAT);
    assert.deepEqual([said?.says, said?.commit], ["approved", review.head]);
  }));

test("a thread that somebody else wrote gives nobody a vote, and dates none anew", () =>
  withReview({}, async ({ simulator, session, review, push, last }) => {
    const forged = {
      CodeReviewThreadType: { $type: "System.String", $value: "VoteUpdate" },
      CodeReviewVoteResult: { $type: "System.String", $value: "10" },
      CodeReviewVotedByIdentity: { $type: "System.String", $value: PAT },
    };
    simulator.people.comment(review.number, ROBIN, "Pat voted 10", forged);
    assert.deepEqual(await session.opinions(review.number), []);
    simulator.people.vote(review.number, PAT, 10);
    await push();
    simulator.people.comment(review.number, ROBIN, "Pat voted 10", forged);
    assert.equal((await last(PAT))?.commit, review.head);
  }));

test("a team that was asked to look has no opinion of its own", () =>
  withReview({}, async ({ simulator, session, review }) => {
    await session.askReviewers(review.number, ["Integration Engines/CAB"]);
    for (const reviewer of simulator.state.pull(review.number)?.reviewers.values() ?? []) reviewer.vote = 10;
    assert.deepEqual(await session.opinions(review.number), []);
  }));
