import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { TicketFact } from "#schemas/ticket-fact";
import { defaultMappingOf } from "#services/compose/estate/ticket-systems";
import { projectFact } from "#services/core/tickets/project-fact";
import { readingOf } from "#services/core/tickets/reading-of";
import { type Stage, sumApprovals } from "#services/tickets/jira/sum-approvals";
import { aChange, tell } from "#test/core/ticket-story";

const MAPPING = defaultMappingOf("jira-service-management");
const START = Date.parse("2026-11-18T08:00:00Z");
const END = 240;

/** An instant so many minutes into the day. */
function at(minute: number): string {
  return new Date(START + minute * 60_000).toISOString();
}

const minute = fc.integer({ min: 1, max: END - 2 });
const stage: fc.Arbitrary<Stage> = fc
  .record({ name: fc.constantFrom("Peer", "CAB"), asked: minute, lasts: fc.option(minute), isGood: fc.boolean() })
  .map(({ name, asked, lasts, isGood }) => ({
    name,
    createdMs: START + asked * 60_000,
    completedMs: lasts === null ? null : START + (asked + lasts) * 60_000,
    decision: lasts === null ? "pending" : isGood ? "approved" : "declined",
    approvedBy: isGood && lasts !== null ? [name === "Peer" ? "robin.lead" : "pat.cab"] : [],
  }));

/** As the site would have answered then: what came later is not there, and what was decided later still waits. */
function stagesAt(stages: readonly Stage[], epoch: number): readonly Stage[] {
  return stages
    .filter(({ createdMs }) => (createdMs ?? 0) <= epoch)
    .map((each) => {
      const isDecided = each.completedMs !== null && each.completedMs <= epoch;
      return isDecided ? each : { ...each, completedMs: null, decision: "pending", approvedBy: [] };
    });
}

/** Is it approved in the end, by all that was ever asked: then it may be implemented. */
function statusAt(stages: readonly Stage[], epoch: number): string {
  const now = sumApprovals(stagesAt(stages, epoch)).findLast(({ account }) => account === undefined);
  const isAll = stagesAt(stages, epoch).length === stages.length;
  return now?.decision === "approved" && isAll ? "Implementing" : "Planning";
}

function factAt(stages: readonly Stage[], edits: readonly number[], seen: number): TicketFact {
  const epoch = START + seen * 60_000;
  const parts = {
    ticket: {
      id: "1",
      key: "CHG-1",
      status: { name: statusAt(stages, epoch) },
      assignee: { account: "sam" },
      reporter: { account: "alex" },
      components: [{ name: "tie" }],
      created: at(0),
      updated: at(seen),
      summary: "",
    },
    fields: [
      { name: "Change type", value: { value: "Normal" } },
      { name: "Planned start", value: at(0) },
      { name: "Planned end", value: at(END + 60) },
    ],
    approvals: sumApprovals(stagesAt(stages, epoch)),
    history: edits
      .filter((edit) => edit <= seen)
      .map((edit) => ({ at: at(edit), field: "summary", before: "", after: "", account: "sam" })),
  };
  const about = {
    schema: "lockstep/ticket-fact@1",
    system: MAPPING.system,
    instance: "itsm",
    number: "CHG-1",
  } as const;
  return { ...about, observedAt: at(seen), parts: projectFact(parts, MAPPING), unread: [] };
}

/** Whether the newest stage of every name that was ever asked stood approved, and nothing was still to come. */
function wasApproved(stages: readonly Stage[], epoch: number): boolean {
  return [...new Set(stages.map(({ name }) => name))].every((name) => {
    const asked = stages.filter((each) => each.name === name && (each.createdMs ?? 0) <= epoch);
    const newest = Math.max(...asked.map(({ createdMs }) => createdMs ?? 0));
    return asked.some((each) => {
      return each.createdMs === newest && each.decision === "approved" && (each.completedMs ?? epoch + 1) <= epoch;
    });
  });
}

test("whenever a ticket was looked at and edited, a change is authorised only while every stage stood approved", () => {
  let authorised = 0;
  fc.assert(
    fc.property(
      fc.array(stage, { minLength: 1, maxLength: 4 }),
      fc.array(minute, { maxLength: 4 }),
      fc.array(minute, { maxLength: 3 }),
      minute,
      (stages, edits, looks, made) => {
        const seen = [...new Set([...looks, END])].sort((a, b) => a - b);
        const facts = seen.map((each) => factAt(stages, edits, each));
        const state = { system: MAPPING.system, instance: "itsm", state: "read", message: null } as const;
        const completeTo = at(END);
        const told = tell({
          readings: [readingOf({ ...state, completeTo, gone: [], asked: "" }, facts, MAPPING)],
          change: aChange({ interval: [at(made), at(made)], references: ["CHG-1"] }),
          control: { configurationItems: [{ ci: "tie", engine: "tie" }] },
          at: completeTo,
        });
        if (told.verdict !== "authorised") return;
        authorised += 1;
        assert.ok(wasApproved(stages, START + made * 60_000), JSON.stringify(told.trace, null, 1));
      },
    ),
    { numRuns: 1500 },
  );
  assert.ok(authorised > 20, `${authorised} were authorised: the property says nothing`);
});
