import assert from "node:assert/strict";
import { test } from "node:test";
import { LockstepError } from "#services/core/errors";
import { deriveTicket } from "#services/core/tickets/derive-ticket";
import {
  APPROVED,
  approvedChange,
  BY_KIM,
  BY_PAT,
  BY_SAM,
  daysAgo,
  simpleChange,
  system,
  withDesk,
} from "./stage-desk.js";

const CHANGES = "/operatorChanges";
const ACTIVITIES = "/operatorChangeActivities";

async function fails(asked: Promise<unknown>, code: string): Promise<void> {
  const error: unknown = await asked.then(
    () => assert.fail(`was answered instead of '${code}'`),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof LockstepError, String(error));
  assert.equal(error.code, code, error.message);
}

function proposals(count: number, modificationDate = daysAgo(20)): ReturnType<typeof approvedChange>[] {
  return Array.from({ length: count }, (_, at) =>
    approvedChange({ number: `C2609 ${String(at).padStart(4, "0")}`, phase: "prfc", modificationDate }, []),
  );
}

test("pages that are shorter than asked for are followed to the last", () =>
  withDesk({ changes: proposals(45), faults: { mostPerPage: 10 } }, async ({ request, simulator }) => {
    assert.equal((await system.list(request, null)).facts.length, 45);
    assert.ok(simulator.asked.some((query) => query.includes("pageStart=40")));
  }));

test("a desk without a single change has none, and that is an answer", () =>
  withDesk({ changes: [] }, async ({ request }) => {
    const { facts } = await system.list(request, null);
    assert.deepEqual(facts, []);
    assert.deepEqual((await system.find(request, [APPROVED])).gone, [APPROVED]);
  }));

test("pages that repeat themselves are no list", () =>
  withDesk({ changes: proposals(45), faults: { mostPerPage: 10, repeatsPages: CHANGES } }, ({ request }) =>
    fails(system.list(request, null), "answer-unexpected"),
  ));

test("a number with a blank is asked for as it is, and found", () =>
  withDesk({}, async ({ request, simulator }) => {
    const { facts } = await system.find(request, [APPROVED.toLowerCase(), APPROVED]);
    assert.equal(facts[0]?.number, APPROVED);
    assert.ok(simulator.asked.some((query) => query.includes(`number=="${APPROVED}"`)));
  }));

test("many numbers are asked for some at a time, and each is told apart", () =>
  withDesk({ changes: proposals(50) }, async ({ request }) => {
    const numbers = Array.from({ length: 55 }, (_, at) => `C2609 ${String(at).padStart(4, "0")}`);
    const { facts, gone } = await system.find(request, numbers);
    assert.equal(facts.length, 50);
    assert.deepEqual(gone, numbers.slice(50));
  }));

test("an authorisation given is noticed though the change itself was not edited", () =>
  withDesk(
    { changes: [approvedChange({}, [{ ...BY_PAT, status: "open", finalDate: null }, BY_SAM, BY_KIM])] },
    async ({ request, simulator }) => {
      const { completeTo } = await system.list(request, null);
      const later = new Date(Date.parse(completeTo) - 3_600_000).toISOString();
      assert.deepEqual((await system.list(request, later)).facts, []);
      simulator.state.editActivity(APPROVED, "authorization", { status: "approved", finalDate: completeTo });
      const [fact] = (await system.list(request, completeTo)).facts;
      assert.equal(fact?.number, APPROVED);
      assert.equal(fact && deriveTicket(fact, request.mapping).at(-1)?.approval, "approved");
    },
  ));

test("an authorisation that was edited makes another version of the ticket", () =>
  withDesk({}, async ({ request, simulator }) => {
    const versionOf = async (): Promise<string | null | undefined> => {
      const [fact] = (await system.find(request, [APPROVED])).facts;
      return fact && deriveTicket(fact, request.mapping).at(-1)?.sourceVersion;
    };
    const before = await versionOf();
    simulator.state.editActivity(APPROVED, "authorization", { status: "approved" });
    assert.notEqual(await versionOf(), before);
  }));

test("edits are asked for by the desk's own clock, also where it is behind", () =>
  withDesk({ faults: { clockSkewMs: -1_800_000 } }, async ({ request, simulator }) => {
    const since = new Date().toISOString();
    simulator.state.edit(APPROVED, { externalNumber: "7" });
    assert.equal((await system.list(request, since)).facts.length, 1);
  }));

test("a desk that cannot be asked by the time of edit is read whole, and what is too old left out", () =>
  withDesk(
    { changes: [approvedChange(), ...proposals(5, daysAgo(200))], faults: { notByTime: [CHANGES, ACTIVITIES] } },
    async ({ request }) => {
      const { facts, warnings } = await system.list(request, null);
      assert.deepEqual(
        facts.map(({ number }) => number),
        [APPROVED],
      );
      assert.match(warnings.join(), /activities by the time of their edit/);
    },
  ));

test("activities of another change are no answer about this one", () =>
  withDesk(
    { changes: [approvedChange(), approvedChange({ number: "C2610 0413" })], faults: { answersAllActivities: true } },
    ({ request }) => fails(system.find(request, [APPROVED]), "answer-unexpected"),
  ));

test("a filter narrows what is listed, and cannot widen it", () =>
  withDesk(
    {
      changes: [approvedChange(), simpleChange({ number: "C2610 0500" })],
      declared: { filter: "changeType==simple,urgent==true" },
    },
    async ({ request }) => {
      const since = daysAgo(1);
      assert.deepEqual(
        (await system.list(request, null)).facts.map(({ number }) => number),
        ["C2610 0500"],
      );
      assert.deepEqual((await system.list(request, since)).facts, []);
    },
  ));

test("a filter that is no query is a fault, not an empty list", () =>
  withDesk({ declared: { filter: "changeType" } }, ({ request }) =>
    fails(system.list(request, null), "answer-unexpected"),
  ));

for (const [filter, isGood] of [
  ["changeType==simple", true],
  ["(object.name=='TIE Live',object.name==\"PAS\");urgent==false", true],
  ["changeType==simple),(number=sw=C", false],
  ["(changeType==simple", false],
  ["object.name=='TIE Live", false],
  ["everything", false],
] as const) {
  test(`the filter ${filter} is ${isGood ? "taken" : "refused"} in estate.yaml`, () => {
    const declared = { id: "desk", system: "topdesk", url: "https://desk.hospital.test/tas/api", filter };
    const problems = system.declarationProblems({ ...declared, username: "LOCKSTEP", passwordEnv: "P" });
    assert.equal(problems.length === 0, isGood, problems.join());
  });
}

test("a discovery names the templates that may be listed as standard, and phases that nobody knows", () =>
  withDesk(
    { changes: [approvedChange(), approvedChange({ number: "WIJ-2610 0001", phase: "afgehandeld" })] },
    async ({ request }) => {
      const { mapping, notes } = await system.discover(request);
      assert.match(notes.join("\n"), /TPL-PORT/);
      assert.match(notes.join("\n"), /Phase 'afgehandeld'/);
      assert.ok(mapping.number.pattern.includes("C[0-9]{4} [0-9]{4}"), mapping.number.pattern);
    },
  ));

test("a discovery goes on where templates may not be read", () =>
  withDesk({ rights: { denied: ["/applicableChangeTemplates"] } }, async ({ request }) => {
    assert.match((await system.discover(request)).notes.join("\n"), /Templates of changes may not be read/);
  }));

test("a number that two changes bear is no answer: nobody can say which of them was meant", () =>
  withDesk({ changes: [approvedChange(), approvedChange({ phase: "closed" })] }, ({ request }) =>
    fails(system.find(request, [APPROVED]), "answer-unexpected"),
  ));
