import assert from "node:assert/strict";
import { it } from "node:test";
import type { LockstepError } from "#services/core/errors";
import { type ForgeSuite, lastOpinion, type OpenedForge, rejectsWith, reviewNow } from "./forge-suite.js";

/** Claims about what people think of a review, and about who they are. */
export function testForgeOpinions({ harness, when, opened }: ForgeSuite): void {
  const { accounts } = harness;

  it("tells nobody's opinion where nobody gave one", () =>
    opened("healthy", async ({ session, review }) => {
      assert.deepEqual(await session.opinions((await review()).number), []);
    }));

  it("tells who approved and who asked for changes, with the commit that they looked at", () =>
    opened("healthy", async ({ session, review, people }) => {
      const { number, head } = await review();
      await people.approve(number, accounts.approver);
      await people.requestChanges(number, accounts.objector);
      const opinions = await session.opinions(number);
      const says = [accounts.approver, accounts.objector].map((account) => lastOpinion(opinions, account));
      assert.deepEqual(
        says.map((opinion) => opinion?.says),
        ["approved", "changes-requested"],
      );
      for (const opinion of says) {
        if (session.abilities.opinionsBoundToCommit) assert.equal(opinion?.commit, head);
        assert.ok(!Number.isNaN(Date.parse(opinion?.at ?? "")), opinion?.at);
      }
    }));

  it("tells the opinions of one account in the order in which they were given", () =>
    opened("healthy", async ({ session, review, people }) => {
      const { number } = await review();
      await people.requestChanges(number, accounts.approver);
      await people.approve(number, accounts.approver);
      assert.equal(lastOpinion(await session.opinions(number), accounts.approver)?.says, "approved");
      await people.requestChanges(number, accounts.approver);
      const opinions = await session.opinions(number);
      assert.equal(lastOpinion(opinions, accounts.approver)?.says, "changes-requested");
      const times = opinions.map(({ at }) => at);
      assert.deepEqual(times, times.toSorted());
    }));

  it("takes no comment for an opinion that changes another", () =>
    opened("healthy", async ({ session, review, people }) => {
      const { number } = await review();
      await people.approve(number, accounts.approver);
      await people.comment(number, accounts.approver, "approved? LGTM :shipit:");
      const opinions = await session.opinions(number);
      assert.equal(lastOpinion(opinions, accounts.approver)?.says, "approved");
      await people.comment(number, accounts.objector, "/approve");
      assert.equal(lastOpinion(await session.opinions(number), accounts.objector), undefined);
    }));

  when("words", "tells what was said with an opinion, as it was written", () =>
    opened("healthy", async ({ session, review, people }) => {
      const { number } = await review();
      await people.approve(number, accounts.approver, "Agreed at CAB <b>23/10</b> @everybody");
      const said = lastOpinion(await session.opinions(number), accounts.approver);
      assert.equal(said?.text, "Agreed at CAB <b>23/10</b> @everybody");
    }),
  );

  when("dismissal", "tells an approval that was taken back as dismissed", () =>
    opened("healthy", async ({ session, review, people }) => {
      const { number } = await review();
      await people.approve(number, accounts.approver);
      await people.dismiss(number, accounts.approver);
      assert.equal(lastOpinion(await session.opinions(number), accounts.approver)?.says, "dismissed");
    }),
  );

  it("never tells an approval as one of a commit that was pushed after it", () =>
    opened("healthy", async ({ session, review, people, push }) => {
      const first = await review();
      await people.approve(first.number, accounts.approver);
      const second = await push(first.branch);
      assert.equal((await reviewNow(session, first.number)).head, second);
      const [said] = [lastOpinion(await session.opinions(first.number), accounts.approver)];
      if (session.abilities.opinionsBoundToCommit) assert.ok(said?.says !== "approved" || said.commit === first.head);
      else assert.notEqual(said?.says, "approved", "the host withdraws it");
      await people.approve(first.number, accounts.approver);
      const again = lastOpinion(await session.opinions(first.number), accounts.approver);
      assert.equal(again?.says, "approved");
      if (session.abilities.opinionsBoundToCommit) assert.equal(again.commit, second);
    }));

  when("teams", "reads every member of a team, on however many pages, in lower case and sorted", () =>
    opened("healthy", async ({ session, people }) => {
      const named = Array.from({ length: harness.pageOf.members + 2 }, (_, at) => `Member-${at}@hospital.test`);
      const members = named.map((name) => (accounts.approver.includes("@") ? name : (name.split("@")[0] ?? name)));
      people.setMembers(harness.team, members);
      assert.deepEqual(await session.membersOf([harness.team]), members.map((name) => name.toLowerCase()).sort());
      people.setMembers(harness.team, []);
      assert.deepEqual(await session.membersOf([harness.team]), []);
      assert.deepEqual(await session.membersOf([]), []);
    }),
  );

  it("never takes a team that it cannot read for one without members", () =>
    opened("healthy", async (opened) => {
      const code = harness.codes?.["missing-team"] ?? "rights-narrowed";
      await rejectsTeams(opened, [harness.missingTeam], code);
    }));

  when("team-hidden", "never takes a team that it may not see for one without members", () =>
    opened("team-hidden", (opened) =>
      rejectsTeams(opened, [harness.team], harness.codes?.["team-hidden"] ?? "rights-narrowed"),
    ),
  );
}

async function rejectsTeams(opened: OpenedForge, teams: readonly string[], code: LockstepError["code"]): Promise<void> {
  await rejectsWith(opened.session.membersOf(teams), code, opened);
}
