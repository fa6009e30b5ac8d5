import assert from "node:assert/strict";
import { test } from "node:test";
import type { Estate } from "#schemas/estate";
import type { Webhook } from "#schemas/webhook";
import { findWebhookProblems } from "#services/core/policy/find-webhook-problems";
import { parseGoverned } from "#services/core/policy/parse-governed";

const ESTATE: Estate = {
  estate: "trust",
  engines: [
    {
      id: "tie",
      product: "mirth-connect",
      owner: "Integration",
      nodes: [
        { id: "tie-a", role: "primary" },
        { id: "tie-b", role: "standby" },
      ],
    },
  ],
  ticketSystems: [
    { id: "itsm", system: "servicenow", url: "https://itsm.hospital.test" },
    { id: "jira", system: "jira", url: "https://jira.hospital.test" },
  ],
  forge: { system: "github", repository: "trust/estate" },
};

test("a webhook that can be answered is no problem", () => {
  assert.deepEqual(
    problems(
      { id: "gh", sender: "github", passwordEnv: "GH_HOOK" },
      { id: "itsm", sender: "servicenow", passwordFile: "keys/itsm", ticketSystem: "itsm" },
      { id: "deploy", sender: "engine", passwordEnv: "DEPLOY_HOOK", engines: ["tie"] },
    ),
    [],
  );
});

const BROKEN: readonly (readonly [claim: string, webhook: Webhook, told: string])[] = [
  ["has no secret", { id: "gh", sender: "github" }, "/webhooks/0 of 'gh' names no secret"],
  [
    "has two secrets",
    { id: "gh", sender: "github", passwordEnv: "A", passwordFile: "b" },
    "/webhooks/0 of 'gh' names two secrets",
  ],
  [
    "is of a ticket system that it does not name",
    { id: "t", sender: "jira", passwordEnv: "A" },
    "/webhooks/0 of 't' names no ticketSystem",
  ],
  [
    "names a ticket system that is not declared",
    { id: "t", sender: "jira", passwordEnv: "A", ticketSystem: "helpdesk" },
    "/webhooks/0/ticketSystem 'helpdesk' is no ticket system of the estate",
  ],
  [
    "names a ticket system of another make",
    { id: "t", sender: "jira", passwordEnv: "A", ticketSystem: "itsm" },
    "/webhooks/0/ticketSystem 'itsm' is of servicenow",
  ],
  [
    "is a deploy hook for no engine",
    { id: "d", sender: "engine", passwordEnv: "A" },
    "/webhooks/0 of 'd' names no engines",
  ],
  [
    "is a deploy hook for an engine that is not there",
    { id: "d", sender: "engine", passwordEnv: "A", engines: ["tie", "tei"] },
    "/webhooks/0/engines/1 'tei' is no engine of the estate",
  ],
  [
    "is of another forge than the estate's",
    { id: "az", sender: "azure-devops", passwordEnv: "A" },
    "/webhooks/0/sender of 'az' is of azure-devops, and the estate's forge is github",
  ],
  [
    "names engines that its sender cannot ask for",
    { id: "gh", sender: "github", passwordEnv: "A", engines: ["tie"] },
    "/webhooks/0/engines says nothing to the sender github",
  ],
];

for (const [claim, webhook, told] of BROKEN) {
  test(`a webhook that ${claim} is told`, () => {
    const found = problems(webhook);
    assert.equal(found.length, 1, found.join("\n"));
    assert.ok(found[0]?.startsWith(told), found[0]);
  });
}

test("a webhook without a forge to ask is told", () => {
  const { forge: _, ...without } = ESTATE;
  const webhook: Webhook = { id: "gh", sender: "github", passwordEnv: "A" };
  const [problem] = findWebhookProblems({ ...without, webhooks: [webhook] });
  assert.match(problem?.message ?? "", /forge is none/);
});

test("a second webhook of one id is told, once", () => {
  const twice = { id: "gh", sender: "github", passwordEnv: "A" } as const;
  assert.deepEqual(problems(twice, twice), ["/webhooks/1 is a second 'gh'"]);
});

test("an estate with a webhook that could not be answered is told by validate", () => {
  const text = JSON.stringify({ ...ESTATE, webhooks: [{ id: "gh", sender: "github" }] });
  const { problems: told } = parseGoverned(new Map([["estate.yaml", text]]));
  assert.deepEqual(
    told.filter(({ path }) => path.startsWith("/webhooks")).map(({ about }) => about),
    ["gh"],
  );
});

function problems(...webhooks: readonly Webhook[]): readonly string[] {
  return findWebhookProblems({ ...ESTATE, webhooks: [...webhooks] }).map(({ path, message }) => `${path} ${message}`);
}
