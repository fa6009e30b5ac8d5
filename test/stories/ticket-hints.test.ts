import assert from "node:assert/strict";
import { createHmac, randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import type { TicketFact } from "#schemas/ticket-fact";
import type { Webhook } from "#schemas/webhook";
import { openLedger } from "#services/stores/ledger/open-ledger";
import { openTicketStore } from "#services/stores/tickets/open-ticket-store";
import { type Nights, startNights } from "#test/fakes/nights";
import { type ServedEstate, serveEstate } from "#test/fakes/served-estate";
import * as jira from "#test/tickets/jira/stage-site";
import * as servicenow from "#test/tickets/servicenow/stage-instance";
import * as topdesk from "#test/tickets/topdesk/stage-desk";

const SECRET = "an-invented-secret-of-a-webhook";
const LIE = "Lies, all lies";

let itsm: servicenow.StagedInstance;
let site: jira.StagedSite;
let desk: topdesk.StagedDesk;
let nights: Nights;
let served: ServedEstate;

before(async () => {
  itsm = await servicenow.stageInstance({
    changes: [servicenow.approvedChange({ state: "-4", approval: "requested" }, { approvals: [], audit: [] })],
  });
  site = await jira.stageSite({ declared: { id: "site" } });
  desk = await topdesk.stageDesk();
  const requests = [itsm.request, site.request, desk.request];
  const webhook = (sender: Webhook["sender"], ticketSystem: string): Webhook => ({
    ...{ id: sender, sender, ticketSystem },
    passwordEnv: "HOOK_SECRET",
  });
  nights = await startNights({
    policy: Object.fromEntries(requests.map(({ declared, mapping }) => [`tickets/${declared.id}`, mapping])),
    ticketSystems: requests.map(({ declared }) => declared),
    webhooks: [webhook("servicenow", "itsm"), webhook("jira", "site"), webhook("topdesk", "desk")],
    environment: {
      HOOK_SECRET: SECRET,
      ITSM_PASSWORD: servicenow.PASSWORD,
      ITSM_TOKEN: jira.TOKEN,
      DESK_PASSWORD: topdesk.PASSWORD,
    },
  });
  served = await serveEstate(nights.estate.app, nights);
  await served.idle();
});

after(async () => {
  await served?.stop();
  await nights?.[Symbol.asyncDispose]();
  await Promise.all([itsm, site, desk].map(({ simulator }) => simulator.stop()));
});

async function tell(id: string, body: unknown, headers: Readonly<Record<string, string>>): Promise<void> {
  const response = await fetch(`${served.url}/webhooks/${id}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-lockstep-delivery": randomUUID(), ...headers },
    body: JSON.stringify(body),
  });
  assert.equal(response.status, 202, await response.text());
  await served.idle();
}

const TOKEN = { "x-lockstep-token": SECRET };

async function factsOf(system: string, instance: string): Promise<readonly TicketFact[]> {
  const { storeDir: gitDir, signingKeyFile } = nights.estate.app.settings;
  const context = { gitDir, signingKeyFile, now: nights.now };
  const facts = await (await openTicketStore(context, openLedger(context)).open()).facts({ system, instance });
  assert.doesNotMatch(JSON.stringify(facts), new RegExp(LIE));
  return facts;
}

/** The fact that stands of a ticket says what the system says when it is asked by anybody else. */
async function assertTrue(
  system: string,
  instance: string,
  read: () => Promise<TicketFact>,
  number: string,
): Promise<void> {
  const kept = (await factsOf(system, instance)).filter((fact) => fact.number === number).at(-1);
  assert.deepEqual(kept?.parts, (await read()).parts, served.log.join("\n"));
}

test("what a message of ServiceNow says of a change is not believed: the change is read again", async () => {
  const number = servicenow.APPROVED;
  const lie = { number, numbers: [number, "CHG0099999"], state: "implement", approval: "approved", text: LIE };
  await tell("servicenow", lie, TOKEN);
  await assertTrue("servicenow", "itsm", () => servicenow.factOf(itsm), number);
  assert.match(JSON.stringify(await factsOf("servicenow", "itsm")), /requested/);
  assert.ok((await factsOf("servicenow", "itsm")).every((fact) => fact.number === number));
});

test("when the change is really approved and its message says the contrary, the approval is kept", async () => {
  const number = servicenow.APPROVED;
  nights.pass(1);
  itsm.simulator.state.edit(number, { approval: "approved" });
  await tell("servicenow", { number, approval: "rejected", text: LIE }, TOKEN);
  await assertTrue("servicenow", "itsm", () => servicenow.factOf(itsm), number);
  assert.match(JSON.stringify((await factsOf("servicenow", "itsm")).at(-1)), /"approved"/);
});

test("what a signed webhook of Jira says of an issue is not believed: the issue is read again", async () => {
  const key = jira.APPROVED;
  const fields = { summary: LIE, status: { name: "Closed" } };
  const body = { webhookEvent: "jira:issue_updated", issue: { key, fields }, user: { displayName: LIE } };
  const signature = createHmac("sha256", SECRET).update(JSON.stringify(body)).digest("hex");
  await tell("jira", body, { "x-hub-signature": `sha256=${signature}` });
  await assertTrue("jira-service-management", "site", () => jira.factOf(site), key);
});

test("what an action of TOPdesk says of a change is not believed: the change is read again", async () => {
  const number = topdesk.APPROVED;
  await tell("topdesk", { number, status: "rejected", briefDescription: LIE }, TOKEN);
  const { facts } = await topdesk.system.find(desk.request, [number]);
  await assertTrue("topdesk", "desk", () => Promise.resolve(facts[0] ?? assert.fail()), number);
});
