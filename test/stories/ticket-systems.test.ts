import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { EngineReport } from "#schemas/check-report";
import { LockstepError } from "#services/core/errors";
import { mirthConnectDialect } from "#services/engines/mirth-connect/dialect";
import { rederiveRun } from "#services/jobs/check/rederive-run";
import { bodyOfRun } from "#services/jobs/look/look-history";
import { openEstateRepository } from "#services/stores/git/open-estate-repository";
import { openLedger } from "#services/stores/ledger/open-ledger";
import { openTicketStore } from "#services/stores/tickets/open-ticket-store";
import { commitGoverned } from "#test/fakes/estate-on-loopback";
import { gitAsOutsider } from "#test/fakes/git-as-outsider";
import { INVENTED_MAPPING, inventTickets } from "#test/fakes/invented-tickets";
import { findingOn, type Nights, startNights } from "#test/fakes/nights";

const desk = inventTickets();
let nights: Nights;

before(async () => {
  nights = await startNights({
    policy: {
      policy: { mode: "enforce", fallbackTier: 3 },
      "change-control": { referencePatterns: ["RFC-[0-9]{4}"], configurationItems: [{ ci: "TIE", engine: "tie" }] },
      "tickets/desk": INVENTED_MAPPING,
    },
    ticketSystems: [{ id: "desk", system: "invented", url: "https://tickets.hospital.test" }],
    ticketSystem: desk.system,
  });
  await nights.check();
  await nights.adopt();
  await nights.check();
});

after(() => nights[Symbol.asyncDispose]());

function inDays(days: number): string {
  return new Date(nights.now().getTime() + days * 86_400_000).toISOString();
}

function approvedTicket(about: Record<string, unknown> = {}): Record<string, unknown> {
  const people = { approver: "Pat Lowe", implementer: "Sam Whitfield" };
  const times = { approvedAt: inDays(-3), start: inDays(-2), end: inDays(20) };
  return { kind: "normal", status: "doing", approval: "yes", ci: "TIE", ...people, ...times, ...about };
}

function verdictOn(report: EngineReport, name: string): string {
  const { authorisation } = findingOn(report, name) ?? assert.fail(`no finding on ${name}`);
  return `${authorisation?.verdict} ${authorisation?.ticket}`;
}

test("a change is held against the ticket that it names, read anew by its number", async () => {
  desk.say("RFC-1207", approvedTicket(), inDays(-3));
  nights.primary.state.setGlobalScript("Deploy", "// RFC-1207\nreturn 2;");
  assert.equal(verdictOn(await nights.check(), "Deploy"), "authorised RFC-1207");
  assert.deepEqual(desk.asked, ["RFC-1207"]);
});

test("the second look asks only for what was edited since the first", () => {
  assert.equal(desk.listed[0], null);
  assert.ok(desk.listed.slice(1).every((since) => since !== null));
});

test("a number that the system does not hold is a ticket that it does not know", async () => {
  nights.primary.state.setGlobalScript("Undeploy", "// RFC-9999\nreturn 2;");
  assert.equal(verdictOn(await nights.check(), "Undeploy"), "ticket-unknown RFC-9999");
});

test("an unreachable system is unknown, never 'no such ticket', and settles by itself", async () => {
  desk.say("RFC-1300", approvedTicket(), inDays(-3));
  nights.primary.state.setGlobalScript("Preprocessor", "// RFC-1300\nreturn message;");
  desk.failure = new LockstepError("login-refused", "desk refused the login: the token has expired.");
  const dark = await nights.check();
  assert.equal(verdictOn(dark, "Preprocessor"), "source-unavailable null");
  assert.equal(dark.readiness.verdict, "not-ready");
  assert.ok(dark.readiness.reasons.some(({ code }) => code === "ticket-source-unavailable"));
  desk.failure = undefined;
  const light = await nights.check();
  assert.equal(verdictOn(light, "Preprocessor"), "authorised RFC-1300");
  const history = findingOn(light, "Preprocessor")?.authorisation?.history;
  assert.equal(history?.first.verdict, "source-unavailable");
  assert.equal(history?.moves.at(-1)?.verdict, "authorised");
});

test("a reader that breaks makes its system unavailable, and ends no run", async () => {
  desk.failure = new TypeError("fields.map is not a function");
  const report = await nights.check();
  assert.equal(verdictOn(report, "Deploy"), "source-unavailable null");
  assert.ok(report.readiness.reasons.some(({ message }) => message.includes("this is a fault of Lockstep")));
  desk.failure = undefined;
  assert.equal(verdictOn(await nights.check(), "Deploy"), "authorised RFC-1207");
});

test("a ticket that is hidden from the account takes the word from what names it, and from nothing else", async () => {
  desk.say("RFC-1400", approvedTicket(), inDays(-3));
  desk.hidden.add("RFC-1400");
  nights.primary.state.setGlobalScript("Undeploy", "// RFC-1400\nreturn 3;");
  const report = await nights.check();
  assert.equal(verdictOn(report, "Undeploy"), "source-unavailable null");
  assert.equal(verdictOn(report, "Deploy"), "authorised RFC-1207");
  desk.hidden.clear();
  assert.equal(verdictOn(await nights.check(), "Undeploy"), "authorised RFC-1400");
});

test("a ticket that was edited between two looks is remembered as it was", async () => {
  desk.say("RFC-1207", approvedTicket({ approval: "no", approvedAt: inDays(0) }), inDays(0));
  const report = await nights.check();
  assert.equal(verdictOn(report, "Deploy"), "authorised RFC-1207");
});

test("a ticket that vanished before a change was made is not known", async () => {
  desk.remove("RFC-1300");
  await nights.check();
  nights.primary.state.setGlobalScript("Postprocessor", "// RFC-1300\nreturn;");
  assert.equal(verdictOn(await nights.check(), "Postprocessor"), "ticket-unknown RFC-1300");
});

test("a mapping that is gone or malformed makes the verdict unknown", async () => {
  await commitGoverned(nights.estate, "policy/tickets/desk.yaml", (text) =>
    text.replace("Whitfield", "").replace("zone: UTC", "zone: Mars/Olympus"),
  );
  const report = await nights.check();
  assert.equal(verdictOn(report, "Deploy"), "source-unavailable null");
  assert.ok(report.readiness.reasons.some(({ message }) => message.includes("is no time zone")));
  await commitGoverned(nights.estate, "policy/tickets/desk.yaml", (text) =>
    text.replace("zone: Mars/Olympus", "zone: UTC"),
  );
  assert.equal(verdictOn(await nights.check(), "Deploy"), "authorised RFC-1207");
});

test("every verdict is derived again from what was kept, byte for byte", async () => {
  const { storeDir: gitDir, signingKeyFile } = nights.estate.app.settings;
  const store = { gitDir, signingKeyFile, now: nights.now };
  const ledger = openLedger(store);
  const repository = openEstateRepository(store, ledger);
  const context = {
    ledger,
    repository,
    ticketStore: openTicketStore(store, ledger),
    dialectOf: () => mirthConnectDialect,
  };
  const told = nights.reports.toReversed();
  for await (const record of ledger.records({ type: "run" })) {
    const run = bodyOfRun(record);
    for (const engineRun of run.engines) {
      const { same, report } = await rederiveRun({ run, engineRun }, context);
      assert.ok(same, `run ${record.seq}`);
      assert.equal(JSON.stringify(report), JSON.stringify(told.shift()));
    }
  }
  assert.deepEqual(told, []);
});

test("facts that were taken away are missed", async () => {
  const { storeDir } = nights.estate.app.settings;
  const head = (await gitAsOutsider(storeDir, "rev-parse", "tickets")).trim();
  await gitAsOutsider(storeDir, "update-ref", "refs/heads/tickets", `${head}~1`);
  const report = await nights.check();
  assert.equal(verdictOn(report, "Deploy"), "source-unavailable null");
  assert.ok(report.readiness.reasons.some(({ message }) => message.includes("The branch tickets lacks a commit")));
});
