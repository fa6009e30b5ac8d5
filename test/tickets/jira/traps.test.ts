import assert from "node:assert/strict";
import { test } from "node:test";
import { LockstepError } from "#services/core/errors";
import { deriveTicket } from "#services/core/tickets/derive-ticket";
import { OWN_FIELDS } from "#services/simulators/jira/catalogue";
import type { IssueData } from "#services/simulators/jira/site-model";
import {
  APPROVED,
  approvedByStep,
  approvedInStages,
  factOf,
  type SiteOptions,
  type StagedSite,
  withSite,
} from "./stage-site.js";

function many(count: number): readonly IssueData[] {
  return Array.from({ length: count }, (_, at) =>
    approvedInStages({}, { key: `CHG-${at + 1}`, approvals: [], edits: [] }),
  );
}

async function failsWith(asked: Promise<unknown>, code: string): Promise<string> {
  const error: unknown = await asked.then(
    (answer) => assert.fail(`was answered instead of '${code}': ${JSON.stringify(answer)}`),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof LockstepError);
  assert.equal(error.code, code, error.message);
  return error.message;
}

const EXPIRED = { name: "lockstep.reader", email: "lockstep.reader@hospital.test", token: "another-one" };

for (const refusesInSilence of [undefined, true] as const) {
  const how = refusesInSilence ? "and the site says nothing of it" : "and the site says so in a header alone";
  test(`a token that has expired, ${how}, is never "no such ticket"`, () =>
    withSite(
      { account: EXPIRED, faults: refusesInSilence ? { refusesInSilence } : {} },
      async ({ system, request }) => {
        await failsWith(system.list(request, null), "login-refused");
        await failsWith(system.find(request, [APPROVED, "CHG-999"]), "login-refused");
        await failsWith(system.discover(request), "login-refused");
      },
    ));
}

test("a token that expires in the middle of a look is told, at whatever request it does", () =>
  withSite({ issues: [approvedInStages(), ...many(70)] }, async ({ simulator, system, request }) => {
    const looks = [
      () => system.list(request, "2026-11-20T08:00:00Z"),
      () => system.find(request, [APPROVED, "CHG-999"]),
    ];
    for (const look of looks) {
      const before = simulator.requests.length;
      await look();
      const requests = simulator.requests.length - before;
      for (let after = 1; after < requests; after += after < 12 ? 1 : 20) {
        simulator.setFaults({ refusesInSilence: true, forgetsAfter: simulator.requests.length + after });
        await failsWith(look(), "login-refused");
        simulator.setFaults({});
      }
    }
  }));

test("a project that may not be browsed hides its tickets: they are not gone", () =>
  withSite({ rights: { hiddenProjects: ["CHG"] } }, async ({ system, request }) => {
    const told = await failsWith(system.find(request, [APPROVED]), "rights-narrowed");
    assert.match(told, /CHG.*Browse projects/);
  }));

test("a ticket that was moved to another project is gone, and told where to", () =>
  withSite({}, async ({ simulator, system, request }) => {
    simulator.state.move(APPROVED, "ITSM-9");
    const { facts, gone, warnings } = await system.find(request, [APPROVED]);
    assert.deepEqual([facts, gone], [[], [APPROVED]]);
    assert.match(warnings.join(), /CHG-120.*\(ITSM-9\): it was moved/);
  }));

test("a number in small letters is the same number", () =>
  withSite({}, async ({ system, request }) => {
    const { facts, gone } = await system.find(request, ["chg-120"]);
    assert.deepEqual([facts.map(({ number }) => number), gone], [[APPROVED], []]);
  }));

test("an empty page is not the last one", () =>
  withSite({ issues: many(70), faults: { emptyFirstPage: true } }, async ({ system, request }) => {
    assert.equal((await system.list(request, null)).facts.length, 70);
  }));

for (const fault of ["repeatsToken", "losesToken"] as const) {
  test(`pages that lead nowhere are no answer (${fault})`, () =>
    withSite({ issues: many(200), faults: { [fault]: true } }, async ({ system, request }) => {
      await failsWith(system.list(request, null), "answer-unexpected");
    }));
}

const DATA_CENTER: SiteOptions = { make: "jira", deployment: "data-center" };

test("on Data Center, a ticket that leaves the list while its pages are read makes it read again", () =>
  withSite({ ...DATA_CENTER, issues: many(120), faults: { shiftsPages: 1 } }, async ({ system, request }) => {
    assert.equal((await system.list(request, null)).facts.length, 120);
  }));

test("on Data Center, a list that never stands still is no answer", () =>
  withSite({ ...DATA_CENTER, issues: many(120), faults: { shiftsPages: 9 } }, async ({ system, request }) => {
    await failsWith(system.list(request, null), "answer-unexpected");
  }));

const LONG_AGO = Date.parse("2026-10-01T00:00:00Z");

/** Edited every minute, which leaves the window where it was. */
function edited(times: number): IssueData {
  const edits = Array.from({ length: times }, (_, at) => ({
    at: new Date(LONG_AGO + at * 60_000).toISOString(),
    by: "sam.engineer",
    field: "Planned end",
    from: `2026-10-2${(at + 1) % 2}T02:30:00Z`,
    to: `2026-10-2${at % 2}T02:30:00Z`,
  }));
  return approvedInStages({ "Planned end": edits.at(-1)?.to ?? null }, { edits });
}

test("a record of edits longer than what comes along is read whole, however the ticket is asked for", () =>
  withSite({ issues: [edited(130)] }, async (staged) => {
    const { system, request } = staged;
    const found = await factOf(staged);
    const [listed] = (await system.list(request, null)).facts;
    assert.deepEqual({ ...listed, observedAt: "" }, { ...found, observedAt: "" });
    assert.equal(deriveTicket(found, request.mapping).filter(({ rebuilt }) => rebuilt).length, 131);
  }));

test("what is kept of a ticket does not depend on the zone of the account that reads it", async () => {
  const facts: unknown[] = [];
  for (const zone of ["UTC", "Europe/London", "America/New_York"]) {
    const issues = [approvedInStages({ updated: "2026-11-20T08:00:00Z" })];
    await withSite({ zone, issues }, async (staged) => {
      facts.push({ ...(await factOf(staged)), observedAt: "" });
    });
  }
  assert.deepEqual(facts[1], facts[0]);
  assert.deepEqual(facts[2], facts[0]);
});

test("no query holds a date, which the site would take for another zone", () =>
  withSite({ zone: "America/New_York" }, async ({ simulator, system, request }) => {
    await system.list(request, "2026-11-20T08:00:00Z");
    const queries = simulator.asked.filter((text) => text.includes("jql="));
    assert.equal(queries.length, 1);
    assert.match(queries.join(), /updated >= "-\d+m"/);
    assert.doesNotMatch(queries.join(), /20\d\d-/);
  }));

test("a filter narrows what is listed, within the declared projects", () =>
  withSite(
    {
      ...DATA_CENTER,
      issues: [
        approvedByStep(),
        approvedByStep({ components: ["PAS Live"] }, { key: "CHG-7" }),
        approvedByStep({}, { key: "ITSM-7" }),
      ],
      declared: { filter: 'component = "TIE Live" OR component = "LIMS Live"' },
    },
    async ({ system, request }) => {
      const { facts } = await system.list(request, null);
      assert.deepEqual(
        facts.map(({ number }) => number),
        [APPROVED],
      );
    },
  ));

test("a filter that the site does not understand is told as that, and never reads everything", () =>
  withSite({ declared: { filter: "ward = 7" } }, async ({ system, request }) => {
    assert.match(await failsWith(system.list(request, null), "answer-unexpected"), /filter/);
    const told = await system.diagnose(request);
    assert.ok(told.some(({ check, state }) => check === "filter" && state === "failed"));
  }));

const DOUBLED = [...OWN_FIELDS, { id: "customfield_10099", name: "Planned start", type: "datetime" } as const];

function problemsOf(staged: StagedSite): Promise<readonly string[]> {
  return factOf(staged).then((fact) => deriveTicket(fact, staged.request.mapping).at(-1)?.problems ?? []);
}

test("where two fields of one name both hold something, neither is believed", () =>
  withSite(
    { model: { ownFields: DOUBLED }, issues: [approvedInStages({ customfield_10099: "2026-10-01T00:00:00Z" })] },
    async (staged) => {
      assert.match((await problemsOf(staged)).join(), /several of its fields are called 'Planned start'/);
    },
  ));

test("a field of the same name that is empty, or of another project, confuses nothing", async () => {
  await withSite({ model: { ownFields: DOUBLED } }, async (staged) => assert.deepEqual(await problemsOf(staged), []));
  const elsewhere = DOUBLED.map((field) => (field.id === "customfield_10099" ? { ...field, project: "ITSM" } : field));
  const issues = [approvedInStages({ customfield_10099: "2026-10-01T00:00:00Z" })];
  await withSite({ model: { ownFields: elsewhere }, issues }, async (staged) => {
    assert.deepEqual(await problemsOf(staged), []);
  });
});

test("a person is one person, whichever answer shows their address", () =>
  withSite(
    { rights: { hiddenAddresses: true }, issues: [approvedInStages({ assignee: "robin.lead" })] },
    async (staged) => {
      const ticket = deriveTicket(await factOf(staged), staged.request.mapping).at(-1);
      assert.deepEqual(ticket?.implementers, ["robin.lead@hospital.test"]);
    },
  ));

test("whose address no answer shows is known by the account's id, never by the name that is shown", () =>
  withSite({ rights: { hiddenAddresses: true } }, async (staged) => {
    const ticket = deriveTicket(await factOf(staged), staged.request.mapping).at(-1);
    assert.match(ticket?.implementers.join() ?? "", /^712020:[0-9a-f]{32}$/);
    const told = await staged.system.diagnose(staged.request);
    assert.ok(told.some(({ check, state }) => check === "people" && state === "warning"));
  }));

const WRONG: readonly [filter: string, problem: RegExp][] = [
  ["component = TIE) OR (key != X-1", /brackets/],
  ["component = TIE ORDER BY key", /ORDER BY/],
  ['summary ~ "ADT', /quotation mark/],
  ["", /empty/],
];

for (const [filter, problem] of WRONG) {
  test(`a filter cannot reach out of its brackets: ${JSON.stringify(filter)}`, () =>
    withSite({ declared: { filter } }, async ({ system, request }) => {
      assert.match(system.declarationProblems(request.declared).join(), problem);
    }));
}

test("a filter may hold brackets and the word order between quotation marks", () =>
  withSite(
    { declared: { filter: 'component = "A) order by (B" AND (status = Open)' } },
    async ({ system, request }) => {
      assert.deepEqual(system.declarationProblems(request.declared), []);
    },
  ));

test("a declaration without projects, or with a key that none can have, is refused", () =>
  withSite({}, async ({ system, request }) => {
    const { scope: _scope, ...bare } = request.declared;
    assert.match(system.declarationProblems(bare).join(), /lacks scope.projects/);
    const hostile = { ...bare, scope: { projects: 'CHG") OR ("1"="1' } };
    assert.match(system.declarationProblems(hostile).join(), /key in scope.projects/);
    const strange = { ...bare, scope: { projects: "CHG", board: "7" } };
    assert.match(system.declarationProblems(strange).join(), /'projects'/);
  }));
