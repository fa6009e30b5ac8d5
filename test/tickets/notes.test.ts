import assert from "node:assert/strict";
import { test } from "node:test";
import { TICKET_SYSTEM_NAMES, ticketSystemNamed } from "#services/compose/estate/ticket-systems";
import { findTicketSystemProblems } from "#services/jobs/diagnose/find-ticket-system-problems";
import { type StagedNotes, testTicketNotes } from "#test/conformance/ticket-note-claims";
import * as freshservice from "./freshservice/stage-account.js";
import * as github from "./github-issues/stage-hub.js";
import * as jira from "./jira/stage-site.js";
import * as servicenow from "./servicenow/stage-instance.js";
import * as topdesk from "./topdesk/stage-desk.js";

const NOTED = { takesNotes: true, declared: { writeNotes: true } } as const;

for (const api of ["table", "change"]) {
  testTicketNotes({
    title: `servicenow, by the ${api} API`,
    system: servicenow.system,
    ticket: servicenow.APPROVED,
    missing: "CHG9999999",
    tame: /\[ code\]<img src=x>\[ \/code\] @ \[0f:Pat\]/,
    async stage(may) {
      const { simulator, request } = await servicenow.stageInstance({
        takesNotes: true,
        declared: { writeNotes: true, scope: { api } },
        rights: may ? {} : { readOnlyFields: ["change_request.work_notes"] },
      });
      const notes = () => (simulator.state.change(servicenow.APPROVED)["work_notes"] ?? "").split("(Work notes)");
      return { request, notes, requests: () => simulator.requests, stop: () => simulator.stop() };
    },
  });
}

for (const make of ["jira", "jira-service-management"] as const) {
  for (const deployment of ["cloud", "data-center"] as const) {
    const isDocument = make === "jira" && deployment === "cloud";
    testTicketNotes({
      title: `${make} (${deployment})`,
      system: jira.SYSTEMS[make],
      ticket: jira.APPROVED,
      missing: "CHG-99999",
      tame: isDocument
        ? /"type":"text","text":"\[code\]<img src=x>/
        : /^"\{noformat\}(?!.*\{noformat\}.*\{noformat\}).*\[ ~pat/,
      async stage(may): Promise<StagedNotes> {
        const rights = may ? {} : ({ deniedComments: true } as const);
        const { simulator, request } = await jira.stageSite({ ...NOTED, make, deployment, rights });
        const all = () => simulator.state.commentsOn(jira.APPROVED);
        const notes = () => {
          for (const { isPublic } of all()) assert.equal(isPublic, make === "jira");
          return all().map(({ body }) => JSON.stringify(body));
        };
        return { request, notes, requests: () => simulator.requests, stop: () => simulator.stop() };
      },
    });
  }
}

testTicketNotes({
  title: "topdesk",
  system: topdesk.system,
  ticket: topdesk.APPROVED,
  missing: "C9999 9999",
  tame: /‹img src=x›.*& lt;b& gt; ‹b›bold‹\/b›/,
  async stage(may): Promise<StagedNotes> {
    const rights = may ? {} : ({ deniedMemos: true } as const);
    const { simulator, request } = await topdesk.stageDesk({ ...NOTED, rights });
    const id = String(simulator.state.changes().find(({ number }) => number === topdesk.APPROVED)?.["id"]);
    const notes = () => simulator.state.trailOf(id).map(({ plainText }) => String(plainText));
    return { request, notes, requests: () => simulator.requests, stop: () => simulator.stop() };
  },
});

testTicketNotes({
  title: "freshservice",
  system: freshservice.system,
  ticket: freshservice.APPROVED,
  missing: "CHN-99999",
  tame: /^Decided\.<br>\[code\]&#60;img src=x&#62;.*&#38;lt;b/,
  async stage(may): Promise<StagedNotes> {
    const rights = may ? {} : { denied: ["notes"] };
    const { simulator, request } = await freshservice.stageAccount({ ...NOTED, rights });
    const notes = () => simulator.state.notesOn(812).map(({ body }) => body);
    return { request, notes, requests: () => simulator.requests, stop: () => simulator.stop() };
  },
});

testTicketNotes({
  title: "github-issues",
  system: github.system,
  ticket: github.APPROVED,
  missing: "GH-99999",
  tame: /^````text\nDecided\.\n[\s\S]*\n````$/,
  async stage(may): Promise<StagedNotes> {
    const rights = may ? {} : ({ readOnly: true } as const);
    const { simulator, request } = await github.stageHub({ ...NOTED, rights });
    const notes = () => simulator.state.commentsOn(412).map(({ body }) => body);
    return { request, notes, requests: () => simulator.requests, stop: () => simulator.stop() };
  },
});

test("an estate that wants notes from a make that takes none is told so, and one that takes them is not", () => {
  const systems = TICKET_SYSTEM_NAMES.map(ticketSystemNamed);
  for (const { system, writeRequests } of systems) {
    const declared = { id: "desk", system, url: "https://desk.hospital.test", writeNotes: true };
    const estate = { estate: "e", engines: [], ticketSystems: [declared] };
    const told = findTicketSystemProblems(estate, systems).some(({ message }) => message.includes("writeNotes"));
    assert.equal(told, writeRequests.length === 0, system);
  }
});
