import assert from "node:assert/strict";
import { test } from "node:test";
import { deriveTicket } from "#services/core/tickets/derive-ticket";
import { OWN_FIELDS } from "#services/simulators/jira/catalogue";
import { APPROVED, approvedByStep, approvedInStages, factOf, withSite } from "./stage-site.js";

const DOUBLED = [...OWN_FIELDS, { id: "customfield_10099", name: "Planned start", type: "datetime" } as const];

test("a proposed mapping names the site's own fields by id, its projects and where people read tickets", () =>
  withSite({ declared: { scope: { projects: "CHG, ITSM" } } }, async ({ system, request }) => {
    const { mapping } = await system.discover(request);
    assert.deepEqual(mapping.plannedStart.from, ["/fields/[id=customfield_10042]/value"]);
    assert.equal(mapping.history?.fields["customfield_10042"], "/fields/[id=customfield_10042]/value");
    assert.equal(mapping.number.pattern, "(CHG|ITSM)-[1-9][0-9]{0,6}");
    assert.equal(mapping.link, "https://jira.hospital.test/browse/{number}");
  }));

test("a proposed mapping keeps the statuses that the site has, and says which of them nobody knows", () =>
  withSite({}, async ({ system, request }) => {
    const { mapping, notes } = await system.discover(request);
    assert.equal(mapping.lifecycle.words["Implementing"], "implement");
    assert.equal(mapping.lifecycle.words["Peer review"], undefined);
    assert.ok(notes.some((note) => note.includes("'Awaiting vendor'")));
    assert.equal(mapping.lifecycle.words["Awaiting vendor"], undefined);
  }));

test("of two fields of one name the one that tickets fill is proposed", () =>
  withSite({ model: { ownFields: DOUBLED } }, async ({ system, request }) => {
    const { mapping } = await system.discover(request);
    assert.deepEqual(mapping.plannedStart.from, ["/fields/[id=customfield_10042]/value"]);
  }));

test("of two fields of one name that tickets fill both, a person has to choose", () =>
  withSite(
    { model: { ownFields: DOUBLED }, issues: [approvedInStages({ customfield_10099: "2026-10-01T00:00:00Z" })] },
    async ({ system, request }) => {
      const { mapping, notes } = await system.discover(request);
      assert.deepEqual(mapping.plannedStart.from, ["/fields/[name=Planned start]/value"]);
      assert.ok(notes.some((note) => note.includes("customfield_10042, customfield_10099")));
    },
  ));

test("a field that the site lacks, a kind that nobody knows and a window of days are told", () => {
  const ownFields = OWN_FIELDS.filter(({ name }) => name !== "Affected services");
  const issues = [approvedInStages({ "Change type": "Expedited" })];
  return withSite({ model: { ownFields }, issues }, async ({ system, request }) => {
    const notes = (await system.discover(request)).notes.join("\n");
    assert.match(notes, /no field 'Affected services'/);
    assert.match(notes, /'Expedited'/);
  });
});

test("by ids, the record of edits is rebuilt as it is by names, on Data Center too", () =>
  withSite({ make: "jira", deployment: "data-center", issues: [moved()] }, async (staged) => {
    const { system, request } = staged;
    const { mapping } = await system.discover(request);
    const byNames = deriveTicket(await factOf(staged), request.mapping);
    const byIds = deriveTicket(await factOf({ ...staged, request: { ...request, mapping } }), mapping);
    assert.deepEqual(
      byIds.map(({ observedAt, lifecycle, planned }) => [observedAt, lifecycle, planned.end]).slice(0, -1),
      byNames.map(({ observedAt, lifecycle, planned }) => [observedAt, lifecycle, planned.end]).slice(0, -1),
    );
    assert.ok(byIds.some(({ planned }) => planned.end === "2026-10-25T01:30:00Z"));
  }));

/** Its window was extended, and the feed given to somebody else, before it was approved. */
function moved() {
  const about = approvedByStep();
  const by = "sam.engineer";
  const early = [
    { at: "2026-10-19T10:00:00Z", by, field: "Planned end", from: "2026-10-25T01:30:00Z", to: "2026-10-25T02:30:00Z" },
    { at: "2026-10-19T11:00:00Z", by, field: "assignee", from: "robin.lead", to: "sam.engineer" },
    { at: "2026-10-19T12:00:00Z", by, field: "Change type", from: "Standard", to: "Normal" },
  ];
  return { ...about, key: APPROVED, edits: [...early, ...(about.edits ?? [])] };
}
