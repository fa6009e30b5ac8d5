import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { LockstepError } from "#services/core/errors";
import { deriveTicket } from "#services/core/tickets/derive-ticket";
import {
  APPROVED,
  approvedChange,
  daysAgo,
  factOf,
  type InstanceOptions,
  PASSWORD,
  system,
  withInstance,
} from "./stage-instance.js";

async function fails(asked: Promise<unknown>, code: string): Promise<LockstepError> {
  const error: unknown = await asked.then(
    () => assert.fail(`was answered instead of '${code}'`),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof LockstepError, String(error));
  assert.equal(error.code, code, error.message);
  return error;
}

/** Some hundred drafts of last month. */
function drafts(count: number): ReturnType<typeof approvedChange>[] {
  return Array.from({ length: count }, (_, at) =>
    approvedChange(
      { number: `CHG01${String(at).padStart(5, "0")}`, approval: "not requested", sys_updated_on: daysAgo(20) },
      { approvals: [], tasks: [], items: [], audit: [] },
    ),
  );
}

test("a ticket that is there and hidden is no ticket that is not there", () =>
  withInstance({ rights: { hiddenChanges: [APPROVED] } }, async ({ request }) => {
    const error = await fails(system.find(request, [APPROVED]), "rights-narrowed");
    assert.match(error.message, /CHG0034512/);
  }));

test("pages are followed to the last, even behind one on which nothing may be seen", () => {
  const changes = drafts(450);
  const hiddenChanges = changes.slice(0, 449).map(({ fields }) => fields.number);
  return withInstance({ changes, rights: { hiddenChanges } }, async ({ simulator, request }) => {
    const error = await fails(system.list(request, null), "rights-narrowed");
    assert.match(error.message, /hides 449 change requests/);
    const pages = simulator.asked.filter((query) => /sysparm_offset=[24]00/.test(query));
    assert.equal(pages.length, 2);
  });
});

test("no page is fetched from another server than the declared one", () =>
  withInstance({ changes: drafts(210), faults: { linkElsewhere: true } }, async ({ request }) => {
    await fails(system.list(request, null), "answer-unexpected");
  }));

test("everything is read where a proxy takes away counts and links", () =>
  withInstance({ changes: drafts(210), faults: { noPaging: true } }, async ({ request }) => {
    assert.equal((await system.list(request, null)).facts.length, 210);
  }));

test("a list that the instance breaks off by itself is no whole list", () =>
  withInstance({ changes: drafts(5), faults: { breaksOff: "change_request" } }, ({ request }) =>
    fails(system.list(request, null), "answer-truncated"),
  ));

test("approvals that the instance breaks off are no approvals", () =>
  withInstance({ faults: { breaksOff: "sysapproval_approver" } }, ({ request }) =>
    fails(system.find(request, [APPROVED]), "answer-truncated"),
  ));

const FILTERS: readonly (readonly [claim: string, filter: string, code: string | undefined])[] = [
  ["whose field does not exist", "u_teem=Integration", "answer-unexpected"],
  ["whose second field does not exist", "type=normal^u_teem=Integration", "answer-unexpected"],
  [
    "that holds, by what is stored and by what is shown",
    "type=normal^cmdb_ci.name=TIE Live^state=Implement",
    undefined,
  ],
  ["with alternatives", "type=standard^ORtype=normal^numberSTARTSWITHCHG", undefined],
];

for (const [claim, filter, code] of FILTERS) {
  test(`a filter ${claim} ${code === undefined ? "is kept" : "is never widened in silence to everything"}`, () =>
    withInstance({ declared: { filter } }, async ({ request }) => {
      assert.deepEqual(system.declarationProblems(request.declared), []);
      if (code !== undefined) {
        const error = await fails(system.list(request, null), code);
        assert.match(error.message, /u_teem/);
        const told = await system.diagnose(request);
        assert.ok(told.some(({ check, state }) => check === "filter" && state === "failed"));
        return;
      }
      // The instance compares what is stored: `state=Implement` finds nothing, and that is told.
      const { facts, warnings } = await system.list(request, null);
      const isFound = !filter.includes("state=Implement");
      assert.equal(facts.length, isFound ? 1 : 0);
      assert.equal(warnings.length, 1);
    }));
}

test("a filter that finds nothing is told of", () =>
  withInstance({ invalidReturnsNoRows: true, declared: { filter: "u_teem=Integration" } }, async ({ request }) => {
    const { facts, warnings } = await system.list(request, null);
    assert.deepEqual(facts, []);
    assert.match(warnings.join("\n"), /no change request of the filter/);
    const told = (await system.diagnose(request)).find(({ check }) => check === "filter");
    assert.equal(told?.state, "warning");
  }));

for (const filter of [
  "type=normal^NQtype=standard",
  "type=normal^ORDERBYnumber",
  "sys_created_by=javascript:gs.getUserName()",
  "^type=normal",
  "normal changes",
]) {
  test(`a filter that is no list of conditions is refused where it is declared: ${filter}`, () =>
    withInstance({}, async ({ request }) => {
      const problems = system.declarationProblems({ ...request.declared, filter });
      assert.equal(problems.length, 1, problems.join("; "));
    }));
}

test("approvals of another ticket are never taken for those of this one", () => {
  const other = approvedChange(
    { number: "CHG0000002" },
    { approvals: [{ approver: "alex.ward", state: "approved", at: "2026-10-22 10:00:00" }] },
  );
  return withInstance(
    { changes: [approvedChange(), other], faults: { answersAll: "sysapproval_approver" } },
    ({ request }) => fails(system.find(request, [APPROVED]), "answer-unexpected"),
  );
});

test("a ticket is found among others that were not asked for, and that is told", () =>
  withInstance(
    { changes: [...drafts(3), approvedChange()], faults: { answersAll: "change_request" } },
    async ({ request }) => {
      const { facts, gone, warnings } = await system.find(request, [APPROVED, "CHG7777777"]);
      assert.deepEqual(
        facts.map(({ number }) => number),
        [APPROVED],
      );
      assert.deepEqual(gone, ["CHG7777777"]);
      assert.match(warnings.join("\n"), /CHG7777777/);
    },
  ));

test("whatever text stands in the place of a number, nothing of it is sent", () =>
  withInstance({}, async ({ simulator, request }) => {
    const near = fc.tuple(fc.string(), fc.constantFrom(APPROVED, "^", "^OR", "^NQnumberISNOTEMPTY"), fc.string());
    const texts = fc.array(
      fc.oneof(
        fc.string(),
        near.map((parts) => parts.join("")),
      ),
      { maxLength: 5 },
    );
    await fc.assert(
      fc.asyncProperty(texts, async (asked) => {
        const none = asked.filter((text) => !/^CHG[0-9]{7,10}$/i.test(text));
        const { facts, gone } = await system.find(request, none);
        assert.deepEqual(facts, []);
        assert.deepEqual(gone.toSorted(), [...new Set(none)].sort());
      }),
    );
    assert.deepEqual(simulator.requests, []);
  }));

test("a number is asked for in either case, and bears the case of the system", () =>
  withInstance({}, async ({ request }) => {
    const { facts, gone } = await system.find(request, ["chg0034512"]);
    assert.deepEqual(
      facts.map(({ number }) => number),
      [APPROVED],
    );
    assert.deepEqual(gone, []);
  }));

const UNREAD: readonly (readonly [claim: string, options: InstanceOptions, part: string, needed: boolean])[] = [
  ["the record of edits is closed", { rights: { deniedTables: ["sys_audit"] } }, "history", false],
  ["the record of edits comes out empty", { rights: { hiddenTables: ["sys_audit"] } }, "history", false],
  ["the table is not audited", { changes: [approvedChange({}, { audit: [] })] }, "history", false],
  ["affected items are closed", { rights: { deniedTables: ["task_ci"] } }, "items", false],
  ["approvals come out empty", { rights: { hiddenTables: ["sysapproval_approver"] } }, "approvals", true],
  ["tasks are closed", { rights: { deniedTables: ["change_task"] } }, "tasks", true],
];

for (const [claim, options, part, needed] of UNREAD) {
  test(`a ticket ${needed ? "authorises nothing" : "is read all the same"} where ${claim}`, () =>
    withInstance(options, async (staged) => {
      const fact = await factOf(staged);
      assert.deepEqual(
        fact.unread.map((each) => each.part),
        [part],
      );
      const ticket = deriveTicket(fact, staged.request.mapping).at(-1);
      assert.equal((ticket?.problems ?? []).length > 0, needed);
      const told = await system.diagnose(staged.request);
      const state = needed ? "failed" : "warning";
      assert.ok(
        told.some((each) => each.check === "rights" && each.state === state),
        JSON.stringify(told),
      );
    }));
}

for (const field of ["on_hold", "assigned_to", "start_date"]) {
  test(`a ticket that does not show ${field} authorises nothing`, () =>
    withInstance({ rights: { hiddenFields: [`change_request.${field}`] } }, async (staged) => {
      const fact = await factOf(staged);
      assert.deepEqual(fact.unread, [{ part: "ticket", reason: `change_request does not show ${field}` }]);
      assert.notDeepEqual(deriveTicket(fact, staged.request.mapping).at(-1)?.problems ?? [], []);
      const told = await system.diagnose(staged.request);
      assert.ok(told.some(({ state, message }) => state === "failed" && message.includes(field)));
    }));
}

test("a ticket whose hold comes out empty authorises nothing", () =>
  withInstance({ changes: [approvedChange({ on_hold: "" })] }, async (staged) => {
    assert.deepEqual(
      (await factOf(staged)).unread.map(({ part }) => part),
      ["ticket"],
    );
  }));

test("a row that is hidden makes unread the ticket that it belongs to, and no other", () => {
  const others = drafts(6).map((change) => ({
    ...change,
    approvals: [{ approver: "pat.cab", state: "requested", at: daysAgo(20) }],
  }));
  return withInstance(
    { changes: [approvedChange(), ...others], rights: { hiddenApprovers: ["CHG0100003"] } },
    async ({ request }) => {
      const { facts } = await system.list(request, null);
      const unread = facts.filter((fact) => fact.unread.some(({ part }) => part === "approvals"));
      assert.deepEqual(
        unread.map(({ number }) => number),
        ["CHG0100003"],
      );
    },
  );
});

test("people are known by the names shown where their accounts are not told, and that is told", () =>
  withInstance({ rights: { deniedTables: ["sys_user"] } }, async (staged) => {
    const { facts, warnings } = await system.find(staged.request, [APPROVED]);
    const [fact] = facts;
    assert.ok(fact !== undefined);
    const ticket = deriveTicket(fact, staged.request.mapping).at(-1);
    assert.deepEqual(ticket?.implementers, ["Sam Engineer", "Kim Network"]);
    assert.match(warnings.join("\n"), /known by the name shown/);
  }));

test("a mail address stands for a person without a user name", () =>
  withInstance({ rights: { hiddenFields: ["sys_user.user_name"] } }, async (staged) => {
    const ticket = deriveTicket(await factOf(staged), staged.request.mapping).at(-1);
    assert.deepEqual(ticket?.implementers, ["sam.engineer@hospital.test", "kim.network@hospital.test"]);
  }));

test("a ticket is listed when an item was added to it, which leaves its own time of edit as it is", () =>
  withInstance({}, async ({ simulator, request }) => {
    const since = new Date().toISOString();
    assert.deepEqual((await system.list(request, since)).facts, []);
    simulator.state.addItem(APPROVED, "PAS Live");
    const [fact] = (await system.list(request, since)).facts;
    assert.ok(fact !== undefined);
    assert.deepEqual(deriveTicket(fact, request.mapping).at(-1)?.cis, ["TIE Live", "TIE Standby", "PAS Live"]);
  }));

for (const minutes of [-30, 30]) {
  const where = minutes < 0 ? "behind" : "ahead of";
  test(`no edit is missed where the instance's clock is half an hour ${where} ours`, () =>
    withInstance({ faults: { clockSkewMs: minutes * 60_000 } }, async ({ simulator, request }) => {
      const since = new Date().toISOString();
      simulator.state.edit(APPROVED, { on_hold: "true" });
      const { facts, warnings } = await system.list(request, since);
      assert.equal(facts.length, 1);
      assert.match(warnings.join("\n"), new RegExp(`clock of itsm is \\S+ s ${where} ours`));
    }));
}

for (const zone of ["Pacific/Auckland", "America/New_York", "Europe/London"]) {
  test(`no edit is missed where times in queries are taken for those of ${zone}`, () =>
    withInstance({ zone, dates: "american", queriesInAccountZone: true }, async ({ simulator, request }) => {
      const since = new Date().toISOString();
      simulator.state.edit(APPROVED, { on_hold: "true" });
      assert.equal((await system.list(request, since)).facts.length, 1);
    }));
}

test("a token that runs out in the middle is fetched anew, once", () =>
  withInstance({ declared: { auth: "client-credentials" } }, async ({ simulator, request }) => {
    const { facts } = await system.find(request, [APPROVED]);
    assert.equal(facts.length, 1);
    assert.equal(simulator.requests.filter(([, path]) => path === "/oauth_token.do").length, 1);
    const slow = { slow: { path: "/api/now/v2/table/change_request", ms: 100 } };
    simulator.setFaults(slow);
    const reading = system.find(request, [APPROVED]);
    setTimeout(() => simulator.expireTokens(), 50);
    assert.equal((await reading).facts.length, 1);
  }));

test("a client whose secret is wrong is a refused login", () =>
  withInstance({ declared: { auth: "client-credentials" } }, ({ request }) =>
    fails(system.find({ ...request, password: `${PASSWORD}!` }, [APPROVED]), "login-refused"),
  ));

test("a conflict counts by its list, not by the word that the instance writes", async () => {
  const marked = { conflict_status: "Conflict" };
  await withInstance({ changes: [approvedChange(marked)] }, async ({ request }) => {
    assert.deepEqual((await system.find(request, [APPROVED])).warnings, []);
  });
  const clashing = approvedChange({ ...marked, correlation_display: "clashes" });
  await withInstance({ changes: [clashing] }, async ({ request }) => {
    assert.deepEqual((await system.find(request, [APPROVED])).warnings, ["CHG0034512 has 1 conflict of schedule"]);
  });
});

test("a ticket reads the same by the API of change management, which types its values", () =>
  withInstance({}, async (staged) => {
    const byTable = await factOf(staged);
    const declared = { ...staged.request.declared, scope: { api: "change" } };
    const byChange = await factOf({ ...staged, request: { ...staged.request, declared } });
    assert.deepEqual({ ...byChange, observedAt: "" }, { ...byTable, observedAt: "" });
    assert.ok(staged.simulator.requests.some(([, path]) => path === "/api/sn_chg_rest/change"));
    const { facts } = await system.list({ ...staged.request, declared }, null);
    assert.equal(facts.length, 1);
  }));

test("the zone of the account is told, and is no fault", () =>
  withInstance({ zone: "Europe/London", dates: "american" }, async ({ request }) => {
    const zone = (await system.diagnose(request)).find(({ check }) => check === "zone");
    assert.equal(zone?.state, "ok");
    assert.match(zone?.message ?? "", /another than UTC/);
  }));

test("times that are stored in another zone than UTC are a fault", () => {
  const inAnHour = new Date(Date.now() + 3_600_000).toISOString().slice(0, 19).replace("T", " ");
  return withInstance({ changes: [approvedChange({ sys_updated_on: inAnHour })] }, async ({ request }) => {
    const zone = (await system.diagnose(request)).find(({ check }) => check === "zone");
    assert.equal(zone?.state, "failed");
  });
});
