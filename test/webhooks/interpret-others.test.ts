import assert from "node:assert/strict";
import { test } from "node:test";
import type { Forge } from "#schemas/forge";
import { SENDERS } from "#webhooks/senders";
import { heldAgainst } from "./deliveries.js";

const { "azure-devops": azure, jira, servicenow, topdesk, engine } = SENDERS;
const AZURE: Forge = { system: "azure-devops", repository: "trust/Integration/estate" };

/** A service hook as Azure DevOps sends it, for an invented project. */
function hook(eventType: string, resource: object = {}, project = "Integration"): object {
  const repository = { id: "4bc14d40", name: "estate", url: "https://dev.hospital.test/x", project: { name: project } };
  return {
    id: "03c164c2-8912-4d5e-8009-3707d5f83734",
    eventType,
    publisherId: "tfs",
    resource: { repository, pullRequestId: 7, status: "completed", ...resource },
    createdDate: "2026-11-23T09:00:00Z",
  };
}

test("a pull request of Azure DevOps that moved is looked at again by its number", () => {
  for (const event of ["git.pullrequest.created", "git.pullrequest.updated", "git.pullrequest.merged"]) {
    const [job] = azure.interpret(hook(event), heldAgainst("azure-devops", { forge: AZURE }));
    assert.ok(job?.job === "settle-reviews" && job.number === 7, event);
  }
});

test("a push of Azure DevOps counts where it moves a branch of the estate", () => {
  const moved = (...names: readonly string[]) =>
    azure.interpret(
      hook("git.push", { refUpdates: names.map((name) => ({ name })) }),
      heldAgainst("azure-devops", { forge: AZURE }),
    ).length;
  assert.equal(moved("refs/heads/feature", "refs/heads/main"), 1);
  assert.equal(moved("refs/heads/drift/tie/adopt-x"), 1);
  assert.equal(moved("refs/heads/feature"), 0);
  assert.equal(moved(), 0);
  assert.equal(moved(...Array.from({ length: 100_000 }, () => "refs/heads/main")), 0);
});

test("another project, another event and another forge of Azure DevOps ask for nothing", () => {
  const held = heldAgainst("azure-devops", { forge: AZURE });
  assert.deepEqual(azure.interpret(hook("git.pullrequest.updated", {}, "Other"), held), []);
  assert.deepEqual(azure.interpret(hook("workitem.updated"), held), []);
  assert.deepEqual(azure.interpret(hook("git.pullrequest.updated", { pullRequestId: "7" }), held), []);
  assert.deepEqual(azure.interpret(hook("git.pullrequest.updated"), heldAgainst("azure-devops")), []);
});

test("a ticket that was named is read again in the ticket system that is declared, whatever else was sent of it", () => {
  const held = (sender: "servicenow" | "jira" | "topdesk") =>
    heldAgainst(sender, { declared: { ticketSystem: "itsm" } });
  const numbers = ["CHG0030009"];
  const because = "the webhook 'hook' named them";
  const expected = [{ job: "read-tickets", ticketSystem: "itsm", numbers, because }];
  const sent = { number: "CHG0030009", ticketSystem: "other", approval: "approved" };
  assert.deepEqual(servicenow.interpret(sent, held("servicenow")), expected);
  const issue = { webhookEvent: "jira:issue_updated", timestamp: 1, issue: { id: "1", key: "CHG-9", fields: {} } };
  assert.deepEqual(jira.interpret(issue, held("jira")), [{ ...expected[0], numbers: ["CHG-9"] }]);
  assert.deepEqual(topdesk.interpret({ numbers: ["C 2611 042", "C 2611 042"] }, held("topdesk")), [
    { ...expected[0], numbers: ["C 2611 042"] },
  ]);
});

const SHAPELESS: readonly (readonly [sender: "servicenow" | "jira" | "topdesk", number: unknown])[] = [
  ["servicenow", "CHG0030009^ORstate=3"],
  ["servicenow", "chg0030009"],
  ["servicenow", 30009],
  ["servicenow", ["CHG0030009"]],
  ["jira", "CHG-9 OR 1=1"],
  ["jira", "CHG-09"],
  ["jira", "../CHG-9"],
  ["topdesk", "C 2611 042;id=gt=0"],
  ["topdesk", "C 2611 042\n"],
  ["topdesk", ""],
];

for (const [sender, number] of SHAPELESS) {
  test(`${JSON.stringify(number)} is no number of ${sender}: nothing is asked for`, () => {
    const held = heldAgainst(sender, { declared: { ticketSystem: "itsm" } });
    assert.deepEqual(SENDERS[sender].interpret({ number }, held), []);
    assert.deepEqual(
      SENDERS[sender].interpret({ webhookEvent: "jira:issue_updated", issue: { key: number } }, held),
      [],
    );
  });
}

test("more tickets at once than anybody names, and a webhook without a ticket system, ask for nothing", () => {
  const held = heldAgainst("servicenow", { declared: { ticketSystem: "itsm" } });
  const numbers = Array.from({ length: 101 }, (_, index) => `CHG${1_000_000 + index}`);
  assert.deepEqual(servicenow.interpret({ numbers }, held), []);
  assert.equal(servicenow.interpret({ numbers: numbers.slice(1) }, held).length, 1);
  assert.deepEqual(servicenow.interpret({ number: "CHG0030009" }, heldAgainst("servicenow")), []);
});

test("other events of Jira ask for nothing", () => {
  const held = heldAgainst("jira", { declared: { ticketSystem: "itsm" } });
  for (const webhookEvent of ["jira:worklog_updated", "sprint_closed", "jira:issue_updated2", "constructor"]) {
    assert.deepEqual(jira.interpret({ webhookEvent, issue: { key: "CHG-9" } }, held), []);
  }
});

test("a deploy hook has the engines checked that it names out of those declared, or all of those", () => {
  const held = heldAgainst("engine", { declared: { engines: ["tie", "lab"] } });
  const because = "the webhook 'hook' told of a deployment";
  const check = (...engineIds: readonly string[]) => [{ job: "check", engineIds, because }];
  assert.deepEqual(engine.interpret({}, held), check("tie", "lab"));
  assert.deepEqual(engine.interpret({ engines: ["lab"] }, held), check("lab"));
  assert.deepEqual(engine.interpret({ engines: ["lab", "other"] }, held), check("lab"));
});

test("a deploy hook that names no engine it may ask for never asks for all of them", () => {
  const held = heldAgainst("engine", { declared: { engines: ["tie", "lab"] } });
  for (const sent of [
    { engines: ["other"] },
    { engines: [] },
    { engines: "tie" },
    { engines: [1] },
    [],
    null,
    "tie",
    7,
  ]) {
    assert.deepEqual(engine.interpret(sent, held), [], JSON.stringify(sent));
  }
  assert.deepEqual(engine.interpret({}, heldAgainst("engine")), []);
});
