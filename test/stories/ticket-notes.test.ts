import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { NotedTicket } from "#schemas/review-report";
import { defaultMappingOf } from "#services/compose/estate/ticket-systems";
import { type ReviewStage, stageLocally } from "#test/fakes/review-stage";
import { type ServiceNowSimulator, startServiceNowSimulator } from "#test/fakes/start-servicenow-simulator";
import { APPROVED, approvedChange, daysAgo, PASSWORD, USERS } from "#test/tickets/servicenow/stage-instance";

const ACCOUNT = { username: "lockstep.reader", password: PASSWORD };
const MARK = /lockstep-note-[0-9a-f]{16}/g;

/** An estate whose changes name a ticket of a simulated instance. */
async function stageWith(writeNotes: boolean): Promise<{ stage: ReviewStage; simulator: ServiceNowSimulator }> {
  let stage: ReviewStage | undefined;
  const window = { start_date: daysAgo(2), end_date: daysAgo(-30), approval_set: daysAgo(3) };
  const approvals = [{ approver: "pat.cab", state: "approved", at: daysAgo(3) }];
  const audit = [{ at: daysAgo(3), field: "approval", from: "requested", to: "approved" }];
  const simulator = await startServiceNowSimulator({
    model: { users: USERS, changes: [approvedChange(window, { approvals, audit })] },
    account: ACCOUNT,
    clock: () => stage?.nights.now() ?? new Date(),
    takesNotes: writeNotes,
  });
  stage = await stageLocally({
    policy: {
      "change-control": {
        referencePatterns: ["CHG[0-9]{7}"],
        configurationItems: [{ ci: "TIE Live", engine: "tie" }],
      },
      "tickets/itsm": defaultMappingOf("servicenow"),
    },
    ticketSystems: [
      {
        id: "itsm",
        system: "servicenow",
        url: simulator.url,
        username: ACCOUNT.username,
        passwordEnv: "ITSM_PASSWORD",
        tls: { fingerprint: simulator.fingerprint },
        ...(writeNotes ? { writeNotes } : {}),
      },
    ],
    environment: { ITSM_PASSWORD: PASSWORD },
  });
  await stage.nights.check();
  await stage.nights.adopt();
  await stage.nights.check();
  return { stage, simulator };
}

function waiting({ nights }: ReviewStage): number {
  const open = nights.review()?.proposals.find(({ state }) => ["opened", "updated", "unchanged"].includes(state));
  return open?.number ?? assert.fail(JSON.stringify(nights.review()?.proposals));
}

describe("where the estate lets notes be written", () => {
  let stage: ReviewStage;
  let simulator: ServiceNowSimulator;

  before(async () => {
    ({ stage, simulator } = await stageWith(true));
  });

  after(async () => {
    await stage[Symbol.asyncDispose]();
    await simulator.stop();
  });

  function workNotes(): string {
    return simulator.state.change(APPROVED)["work_notes"] ?? "";
  }

  function marks(): readonly string[] {
    return workNotes().match(MARK) ?? [];
  }

  function told(): readonly NotedTicket[] {
    return stage.nights.review()?.ticketNotes ?? [];
  }

  test("nothing is written to a ticket before anybody decided", async () => {
    stage.nights.primary.state.setGlobalScript("Deploy", `// ${APPROVED}\nreturn 2;`, { by: "j.okafor" });
    await stage.nights.check();
    assert.equal(typeof waiting(stage), "number");
    assert.deepEqual(marks(), []);
    assert.deepEqual(told(), []);
  });

  test("an adopted change stands on its ticket as one note, with who decided, where, and what was changed", async () => {
    const number = waiting(stage);
    await stage.approve(number, "pat-lowe");
    await stage.merge(number, "robin-ward");
    await stage.nights.check();
    assert.equal(stage.nights.review()?.proposals[0]?.state, "adopted");
    assert.deepEqual(
      told().map(({ ticket, system, state, message }) => [ticket, system, state, message]),
      [[APPROVED, "itsm", "written", null]],
    );
    assert.equal(marks().length, 1);
    assert.match(workNotes(), /the approved baseline of tie now follows production/);
    assert.match(workNotes(), new RegExp(`Decided by pat-lowe on .*, proposal ${number}`));
    assert.match(workNotes(), /- .*Deploy/);
  });

  test("the same decision is written once, however often it is looked at", async () => {
    await stage.nights.check();
    await stage.nights.check();
    assert.equal(marks().length, 1);
    assert.deepEqual(told(), []);
  });

  test("a note binds its ticket to no change: what Lockstep writes authorises nothing", async () => {
    assert.doesNotMatch(workNotes().split("Doris Example")[0] ?? "", /[0-9a-f]{64}/);
  });

  test("an instance that drops notes stops no check; it is told, and the note is written once it takes them", async () => {
    simulator.setRights({ readOnlyFields: ["change_request.work_notes"] });
    stage.nights.primary.state.setGlobalScript("Undeploy", `// ${APPROVED}\nreturn 3;`, { by: "j.okafor" });
    await stage.nights.check();
    await stage.close(waiting(stage), "robin-ward");
    await stage.nights.check();
    assert.deepEqual(
      told().map(({ state }) => state),
      ["failed"],
    );
    assert.match(told()[0]?.message ?? "", /itsm dropped a note: give the account the right to write work_notes/);
    assert.equal(marks().length, 1);
    simulator.setRights({});
    await stage.nights.check();
    assert.equal(marks().length, 2);
    assert.match(workNotes(), /was declined: production is to be put back/);
    assert.match(workNotes(), /Decided by robin-ward/);
    await stage.nights.check();
    assert.equal(marks().length, 2);
  });
});

describe("where the estate says nothing of notes", () => {
  test("a decision leaves its ticket untouched, and nothing but reads is sent", async () => {
    const { stage, simulator } = await stageWith(false);
    try {
      stage.nights.primary.state.setGlobalScript("Deploy", `// ${APPROVED}\nreturn 2;`, { by: "j.okafor" });
      await stage.nights.check();
      const number = waiting(stage);
      await stage.approve(number, "pat-lowe");
      await stage.merge(number, "robin-ward");
      await stage.nights.check();
      assert.equal(stage.nights.review()?.proposals[0]?.state, "adopted");
      assert.equal(stage.nights.review()?.ticketNotes, undefined);
      assert.doesNotMatch(simulator.state.change(APPROVED)["work_notes"] ?? "", MARK);
    } finally {
      await stage[Symbol.asyncDispose]();
      await simulator.stop();
    }
  });
});
