import assert from "node:assert/strict";
import { test } from "node:test";
import type { Finding } from "#schemas/finding";
import { matchTickets, rolesThatLeft } from "#services/core/match-tickets";
import { aChange, aFinding, aTicket, on, policyOf, reading, tell } from "./ticket-story.js";

function named(name: string): Finding {
  return aFinding({ id: `id of ${name}`, artefact: { kind: "channel", key: name, name, path: `channels/${name}` } });
}

function matchAll(findings: readonly Finding[], channels: string[]): Record<string, string> {
  const changes = Object.fromEntries(findings.map(({ id }) => [id, [aChange()]]));
  const tickets = reading([aTicket({ channels })], on("16:00"));
  const matched = matchTickets(findings, {
    tickets,
    changes,
    policy: policyOf({}),
    interfaceKinds: ["channel"],
    at: on("16:00"),
  });
  return Object.fromEntries(matched.map(({ artefact, authorisation }) => [artefact.name, authorisation.verdict]));
}

test("work beyond a ticket that covers other work of the same run exceeds its scope, by name", () => {
  const findings = [named("ADT_A"), named("ADT_B"), named("ORU_C")];
  assert.deepEqual(matchAll(findings, ["ADT_*"]), {
    ADT_A: "authorised",
    ADT_B: "authorised",
    ORU_C: "exceeds-scope",
  });
});

const KEY = { kind: "configuration-map", key: "adt-host", name: "ADT_HOST", path: "configuration-map/adt-host" };

test("a ticket for channels covers no artefact of another kind that happens to bear such a name", () => {
  const finding = { artefact: KEY };
  const { verdict, trace } = tell({ finding });
  assert.equal(verdict, "scope-mismatch");
  const facts = trace.find(({ test: name }) => name === "scope")?.facts ?? "";
  assert.match(facts, /channels .*ADT_\*.* name interfaces only/);
  assert.equal(tell({ finding, tickets: [aTicket({ cis: [], channels: ["*"] })] }).verdict, "scope-mismatch");
  assert.equal(
    tell({ finding, tickets: [aTicket({ channels: [], cis: ["ADT"] })], control: { configurationItems: [BY_CHANNEL] } })
      .verdict,
    "scope-mismatch",
  );
});

const BY_CHANNEL = { ci: "ADT", engine: "tie", channel: "ADT_*" };
const BY_NAME = { ci: "ADT-HOST", engine: "tie", kind: "configuration-map", name: "ADT_HOST" };

test("a configuration item names an artefact of any kind, also beside channels that are for something else", () => {
  const control = { configurationItems: [BY_NAME], tooBroadScope: "mismatch" as const };
  const finding = { artefact: KEY, tier: 1 };
  for (const channels of [[], ["ORU_*"]]) {
    const tickets = [aTicket({ channels, cis: ["tie", "ADT-HOST"] })];
    assert.equal(tell({ finding, tickets, control }).verdict, "authorised");
    const other = { ...finding, artefact: { ...KEY, name: "PAS_HOST" } };
    assert.equal(tell({ finding: other, tickets, control }).verdict, "scope-mismatch");
    const template = { ...finding, artefact: { ...KEY, kind: "code-template" } };
    assert.equal(tell({ finding: template, tickets, control }).verdict, "scope-mismatch");
  }
});

test("a ticket for an engine, which names no channel, covers every kind of artefact there", () => {
  assert.equal(tell({ finding: { artefact: KEY }, tickets: [aTicket({ channels: [] })] }).verdict, "authorised");
});

test("a ticket that covers none of the work is for something else", () => {
  assert.deepEqual(matchAll([named("ADT_A"), named("ORU_C")], ["SIU_*"]), {
    ADT_A: "scope-mismatch",
    ORU_C: "scope-mismatch",
  });
});

test("one ticket covers many changes", () => {
  const findings = Array.from({ length: 20 }, (_, index) => named(`ADT_${index}`));
  assert.deepEqual(new Set(Object.values(matchAll(findings, ["ADT_*"]))), new Set(["authorised"]));
});

test("an engine alone is too broad for tier 1: noted, or refused where policy says so", () => {
  const story = { finding: { tier: 1 }, tickets: [aTicket({ channels: [] })] };
  const noted = tell(story);
  assert.equal(noted.verdict, "authorised");
  assert.match(
    noted.trace.find(({ test: name }) => name === "scope")?.facts ?? "",
    /scope-too-broad: tier 1 asks for flow/,
  );
  assert.equal(tell({ ...story, control: { tooBroadScope: "mismatch" } }).verdict, "scope-mismatch");
});

test("a star alone names no channel", () => {
  const story = {
    finding: { tier: 1 },
    tickets: [aTicket({ channels: ["*"] })],
    control: { tooBroadScope: "mismatch" as const },
  };
  assert.equal(tell(story).verdict, "scope-mismatch");
});

test("letters strewn between stars name no channel, three together do, and so does a whole name however short", () => {
  const verdictOf = (glob: string, name: string) =>
    tell({
      finding: { tier: 1, artefact: named(name).artefact },
      tickets: [aTicket({ channels: [glob] })],
      control: { tooBroadScope: "mismatch" as const },
    }).verdict;
  assert.equal(verdictOf("*A*D*T*", "ADT_PAS"), "scope-mismatch");
  assert.equal(verdictOf("A?D?T*", "A-D-T-PAS"), "scope-mismatch");
  assert.equal(verdictOf("*ADT*", "ADT_PAS"), "authorised");
  assert.equal(verdictOf("A-D", "A-D"), "authorised");
});

test("a configuration item can stand for a flow, and is then precise enough for tier 1", () => {
  const story = {
    finding: { tier: 1 },
    tickets: [aTicket({ channels: [], cis: ["ADT-FLOW"] })],
    control: {
      tooBroadScope: "mismatch" as const,
      configurationItems: [{ ci: "ADT-FLOW", engine: "tie", flow: "ADT" }],
    },
  };
  assert.equal(tell(story).verdict, "authorised");
  assert.equal(tell({ ...story, finding: { tier: 1, flow: "Results" } }).verdict, "scope-mismatch");
});

test("a node's own name covers that node only", () => {
  const tickets = [aTicket({ cis: ["tie-a"] })];
  assert.equal(tell({ tickets }).verdict, "authorised");
  assert.equal(tell({ tickets, change: aChange({ nodeId: "tie-b", role: "standby" }) }).verdict, "scope-mismatch");
});

test("upper and lower case of a channel's name are told apart", () => {
  assert.equal(tell({ tickets: [aTicket({ channels: ["adt_*"] })] }).verdict, "scope-mismatch");
});

test("each node that left the baseline is asked for its authority, and the worst answer speaks", () => {
  assert.deepEqual(rolesThatLeft("diverged"), ["primary", "standby"]);
  assert.deepEqual(rolesThatLeft("standby-behind"), ["standby"]);
  const authorisation = tell({
    finding: { case: "diverged" },
    changes: [aChange(), aChange({ nodeId: "tie-b", role: "standby", references: [], actors: ["kim"] })],
  });
  assert.equal(authorisation.verdict, "unreferenced");
  assert.deepEqual(authorisation.actors, ["kim", "sam"]);
  assert.ok(authorisation.trace.some(({ test: name, passed }) => name === "tie-a: scope" && passed));
});

test("the same change carried to standby a week later is covered, though the ticket is closed; a month later it is not", () => {
  const carried = (time: string) => ({
    finding: { case: "both-changed" as const },
    change: aChange({ nodeId: "tie-b", role: "standby", interval: [time, time] }),
    tickets: [aTicket({ observedAt: "2026-12-30T10:00:00Z", lifecycle: "closed", closedAt: on("15:00") })],
    at: "2026-12-30T10:00:00Z",
  });
  assert.equal(tell(carried("2026-11-25T10:00:00Z")).verdict, "authorised");
  assert.equal(tell(carried("2026-12-18T10:00:00Z")).verdict, "out-of-window");
  assert.equal(
    tell({ ...carried("2026-11-25T10:00:00Z"), control: { standbyMirrorDays: 0 } }).verdict,
    "ticket-closed",
  );
});

test("what is not known of a change is unreferenced, never authorised", () => {
  const finding = aFinding();
  const tickets = reading([aTicket()], on("16:00"));
  const [matched] = matchTickets([finding], {
    tickets,
    changes: {},
    policy: policyOf({}),
    interfaceKinds: ["channel"],
    at: on("16:00"),
  });
  assert.equal(matched?.authorisation.verdict, "unreferenced");
  assert.equal(matched?.authorisation.changedBetween, null);
});

test("without a number, tickets that fit are suggested by scope and window and give no authority", () => {
  const { verdict, ticket, suggestions } = tell({
    change: aChange({ references: [] }),
    tickets: [
      aTicket({ number: "CHG0000003", channels: [] }),
      aTicket({ number: "CHG0000002" }),
      aTicket({ number: "CHG0000004", channels: ["ORU_*"] }),
      aTicket({ number: "CHG0000005", lifecycle: "cancelled" }),
      aTicket({ number: "CHG0000006", planned: { start: on("14:00"), end: on("15:00"), sourceZone: null } }),
    ],
  });
  assert.equal(verdict, "unreferenced");
  assert.equal(ticket, null);
  assert.deepEqual(suggestions, ["CHG0000002", "CHG0000003"]);
});
