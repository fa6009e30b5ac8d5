import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { CheckReport, EngineReport } from "#schemas/check-report";
import type { Finding } from "#schemas/finding";
import { mirthConnectDialect } from "#services/engines/mirth-connect/dialect";
import { rederiveRun } from "#services/jobs/check/rederive-run";
import { bodyOfRun } from "#services/jobs/look/look-history";
import { renderExplainTerminal } from "#services/reports/render/render-explain-terminal";
import { renderHtml } from "#services/reports/render/render-html";
import { renderMarkdown } from "#services/reports/render/render-markdown";
import { renderTerminal } from "#services/reports/render/render-terminal";
import { describeAuthorisation } from "#services/reports/words/describe-authorisation";
import { channelElements } from "#services/simulators/mirth-connect/render-channels";
import type { ServerState } from "#services/simulators/mirth-connect/server-state";
import { renderXml } from "#services/simulators/mirth-connect/xml";
import { openEstateRepository } from "#services/stores/git/open-estate-repository";
import { openLedger } from "#services/stores/ledger/open-ledger";
import { openTicketStore } from "#services/stores/tickets/open-ticket-store";
import { INVENTED_MAPPING, inventTickets } from "#test/fakes/invented-tickets";
import { findingOn, type Nights, startNights } from "#test/fakes/nights";

const HOUR_MS = 3_600_000;
const JO = { by: "j.okafor" };
const desk = inventTickets();
let nights: Nights;

const time = (name: string) => ({ from: [`/ticket/${name}`], form: "offset" });
const MAPPING = {
  ...INVENTED_MAPPING,
  raisedAt: time("raised"),
  reviewedAt: time("reviewed"),
  closedAt: time("closed"),
};

/** A pair in lockstep in the night to a Monday; from then on something is done each noon, and looked at each night. */
before(async () => {
  nights = await startNights({
    policy: {
      policy: { mode: "enforce", fallbackTier: 3, unauthorisedBlocksReadiness: true },
      "change-control": {
        referencePatterns: ["RFC-[0-9]{4}"],
        configurationItems: [{ ci: "TIE", engine: "tie" }],
      },
      "tickets/desk": MAPPING,
    },
    ticketSystems: [{ id: "desk", system: "invented", url: "https://tickets.hospital.test" }],
    ticketSystem: desk.system,
  });
  const now = nights.now();
  const sunday = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 7 - now.getUTCDay());
  nights.pass((sunday - now.getTime()) / HOUR_MS);
  await nights.check();
  await nights.adopt();
  await nights.check();
});

after(() => nights[Symbol.asyncDispose]());

function inHours(hours: number): string {
  return new Date(nights.now().getTime() + hours * HOUR_MS).toISOString();
}

/** A normal change for this noon, approved two days ago by somebody else. */
function approved(about: Record<string, unknown> = {}): Record<string, unknown> {
  const people = { approver: "Pat Lowe", implementer: "j.okafor" };
  const times = { raised: inHours(-72), approvedAt: inHours(-48), start: inHours(-1), end: inHours(5) };
  return { kind: "normal", status: "doing", approval: "yes", ci: "TIE", ...people, ...times, ...about };
}

function say(number: string, ticket: Record<string, unknown>): void {
  desk.say(number, ticket, inHours(0));
}

function onBoth(change: (state: ServerState) => void): void {
  for (const { state } of [nights.primary, nights.standby]) change(state);
}

function on(report: EngineReport, name: string): Finding {
  return findingOn(report, name) ?? assert.fail(`no finding on ${name}`);
}

function told(report: EngineReport, name: string): unknown[] {
  const { case: driftCase, authorisation } = on(report, name);
  return [driftCase, authorisation.verdict, authorisation.ticket];
}

/** Why it is not ready, by code. */
function wrong({ readiness }: EngineReport): string[] {
  return readiness.reasons.filter(({ verdict }) => verdict !== "ready").map(({ code }) => code);
}

function noted({ readiness }: EngineReport, code: string): string[] {
  return readiness.reasons.filter((reason) => reason.code === code).map(({ message }) => message);
}

/** What people read, on every surface, without the breaks of its lines. */
function surfaces(engine: EngineReport): Record<string, string> {
  const at = engine.readiness.asOf;
  const report: CheckReport = { schema: "lockstep/check@1", estate: "loopback", at, runId: "run", engines: [engine] };
  const shown = {
    terminal: renderTerminal(report),
    explain: renderExplainTerminal(engine, { at }),
    html: renderHtml(report).replaceAll(/<[^>]*>/g, ""),
    markdown: renderMarkdown(report).replaceAll("\\", ""),
    json: JSON.stringify(report),
  };
  return Object.fromEntries(Object.entries(shown).map(([name, text]) => [name, text.replaceAll(/\s+/g, " ")]));
}

async function noon(): Promise<void> {
  nights.pass(12);
}

test("Monday: an approved change that came to both nodes is authorised, and the pair stays ready", async () => {
  await noon();
  say("RFC-1001", approved());
  onBoth((state) => {
    state.editChannel("PAS ADT In", "// trims", "// RFC-1001 trims", JO);
    state.deployChannel("PAS ADT In", JO);
  });
  const report = await nights.check();
  assert.deepEqual(told(report, "PAS ADT In"), ["both-changed", "authorised", "RFC-1001"]);
  assert.deepEqual([report.readiness.verdict, report.waiting], ["ready", []]);
  assert.equal(
    describeAuthorisation(on(report, "PAS ADT In").authorisation),
    "Authorised: approved before it was made, for this artefact, in this window (RFC-1001)",
  );
  await nights.adopt();
});

test("Tuesday: an emergency before its approval is pending, neither authorised nor alarming", async () => {
  nights.pass(11);
  say("RFC-1001", approved({ start: inHours(-25), end: inHours(-19), status: "closed", closed: inHours(-1) }));
  say("RFC-1002", approved({ kind: "emergency", raised: inHours(0), approval: "asked", approvedAt: "" }));
  onBoth((state) => state.setGlobalScript("Deploy", "// RFC-1002\nreturn 2;", JO));
  const report = await nights.check();
  assert.deepEqual(told(report, "Deploy"), ["both-changed", "pending-retrospective", "RFC-1002"]);
  assert.deepEqual(
    on(report, "Deploy").authorisation.duties?.map(({ duty, state }) => `${duty} ${state}`),
    ["raise done", "approve due", "review due"],
  );
  assert.deepEqual([report.readiness.verdict, report.waiting], ["ready", []]);
});

let emergency: Record<string, unknown>;

test("Wednesday: work that went beyond its ticket is not covered by it, and the very setting beyond is named", async () => {
  await noon();
  emergency = {
    kind: "emergency",
    raised: inHours(-24),
    approvedAt: inHours(0),
    start: inHours(-25),
    end: inHours(-19),
  };
  say("RFC-1002", approved(emergency));
  const script = (xml: string): string => xml.replace("// RFC-1001 trims", "// RFC-1003 trims");
  const { changes } = await nights.estate.app.preview(await exportChannel("PAS ADT In", script), {
    engineId: "tie",
    cwd: nights.estate.folder,
  });
  assert.equal(changes.length, 1);
  say("RFC-1003", approved({ text: changes[0]?.digest, approvedAt: inHours(0), start: inHours(0) }));
  say("RFC-1006", approved({ start: inHours(71), end: inHours(77) }));
  nights.pass(0.1);
  onBoth((state) => {
    state.editChannel("PAS ADT In", "// RFC-1001 trims", "// RFC-1003 trims", JO);
    state.editChannel("PAS ADT In", "6661", "6662", JO);
    state.deployChannel("PAS ADT In", JO);
  });
  const report = await nights.check();
  assert.deepEqual(told(report, "PAS ADT In"), ["both-changed", "exceeds-scope", "RFC-1003"]);
  const { content } = on(report, "PAS ADT In").authorisation;
  assert.equal(content?.match, "beyond");
  assert.deepEqual(content.beyond, ["/sourceConnector/properties/listenerConnectorProperties/port"]);
  assert.deepEqual([wrong(report), report.waiting], [["unauthorised"], [on(report, "PAS ADT In").id]]);
  assert.deepEqual(told(report, "Deploy"), ["both-changed", "pending-retrospective", "RFC-1002"], "no review yet");
  assert.equal(report.passing, undefined, "two saves that left a difference are one finding");
});

test("Thursday: what was changed and put back between two looks is told, with who did it, though nothing differs", async () => {
  await noon();
  say("RFC-1002", approved({ ...emergency, approvedAt: inHours(-24), reviewed: inHours(0) }));
  say("RFC-1004", approved());
  const { state } = nights.primary;
  state.editChannel("ADT to LIMS", "7001", "7999", JO);
  state.deployChannel("ADT to LIMS", JO);
  nights.pass(2);
  state.editChannel("ADT to LIMS", "7999", "7001", { by: "admin" });
  state.deployChannel("ADT to LIMS", { by: "admin" });
  const report = await nights.check();
  assert.equal(findingOn(report, "ADT to LIMS"), undefined);
  const [{ authorisation, ...passed } = assert.fail(), ...more] = report.passing ?? [];
  assert.deepEqual(more, []);
  assert.deepEqual(
    [passed.nodeId, passed.artefact.name, passed.held, passed.saves, passed.deployed],
    ["tie-a", "ADT to LIMS", "same", 2, "yes"],
  );
  assert.deepEqual([authorisation.verdict, authorisation.suggestions], ["unreferenced", ["RFC-1004"]]);
  assert.deepEqual(
    authorisation.acts?.map(({ phase, actor }) => `${phase} ${actor}`),
    ["save j.okafor", "deploy j.okafor", "save admin", "deploy admin"],
  );
  assert.deepEqual([authorisation.actors, authorisation.unattributable], [["admin", "j.okafor"], ["admin"]]);
  assert.deepEqual(noted(report, "passing-change"), [
    "One artefact was changed and put back between two looks, without a ticket that covers it: 'ADT to LIMS' on tie-a (by admin and j.okafor, deployed in between).",
  ]);
  assert.deepEqual(
    wrong(report),
    ["unauthorised"],
    "it keeps no failover from working: only Wednesday's change blocks",
  );
  for (const [surface, text] of Object.entries(surfaces(report))) {
    assert.match(text, /ADT to LIMS/, surface);
    assert.match(text, /Ask admin, j\.okafor: what stood there in between, why, and under which change\./, surface);
    if (surface === "json") continue;
    assert.match(text, /Changed and put back as it was after the look of /, surface);
    assert.match(text, /It was deployed in between and ran from .* until .*: it may have reached patients\./, surface);
    assert.match(text, /The engine recorded 2 saves \(.* by j\.okafor, .* by admin\), 2 deployments/, surface);
    assert.match(
      text,
      /Authority: No change ticket was named\. RFC-1004 covers this artefact and window, but/,
      surface,
    );
  }
  assert.deepEqual(told(report, "Deploy"), ["both-changed", "authorised-retrospective", "RFC-1002"]);
});

test("Friday: what was approved for Live and not carried to the standby is authorised, and still no failover works", async () => {
  await noon();
  say("RFC-1005", approved());
  say("RFC-1006", approved({ approval: "asked", approvedAt: inHours(0), start: inHours(23), end: inHours(29) }));
  nights.primary.state.setGlobalScript("Undeploy", "// RFC-1005\nreturn 5;", JO);
  const report = await nights.check();
  assert.deepEqual(told(report, "Undeploy"), ["production-changed", "authorised", "RFC-1005"]);
  assert.equal(on(report, "Undeploy").blocksReadiness, true);
  assert.deepEqual(wrong(report), ["unauthorised", "parity"]);
  assert.deepEqual(noted(report, "not-carried-over"), [
    "Allowed on production and not carried to the standby: 'Undeploy' (RFC-1005, since less than a day).",
  ]);
});

test("Saturday: a change under an approval that was withdrawn before it is not approved", async () => {
  await noon();
  onBoth((state) => state.setGlobalScript("Preprocessor", "// RFC-1006\nreturn message;", JO));
  const report = await nights.check();
  assert.deepEqual(told(report, "Preprocessor"), ["both-changed", "not-approved-at-time", "RFC-1006"]);
  assert.match(
    describeAuthorisation(on(report, "Preprocessor").authorisation),
    /^The ticket was not approved when the change was made \(RFC-1006\)/,
  );
  assert.ok(report.waiting.includes(on(report, "Preprocessor").id));
  assert.deepEqual(noted(report, "not-carried-over"), [
    "Allowed on production and not carried to the standby: 'Undeploy' (RFC-1005, for 1 day).",
  ]);
});

test("Sunday: a ticket that was closed on Tuesday covers nothing that is done under its number", async () => {
  await noon();
  onBoth((state) => state.setGlobalScript("Postprocessor", "// RFC-1001\nreturn;", JO));
  const report = await nights.check();
  assert.deepEqual(told(report, "Postprocessor"), ["both-changed", "ticket-closed", "RFC-1001"]);
  assert.equal(
    describeAuthorisation(on(report, "Postprocessor").authorisation),
    "The ticket was already closed when the change was made (RFC-1001)",
  );
});

test("at the end of the week everything that is open is told once, each as it stands", async () => {
  const report = nights.reports.at(-1) ?? assert.fail();
  const open = report.findings.map(({ artefact, authorisation }) => [artefact.name, authorisation.verdict]);
  assert.deepEqual(open.sort(), [
    ["Deploy", "authorised-retrospective"],
    ["PAS ADT In", "exceeds-scope"],
    ["Postprocessor", "ticket-closed"],
    ["Preprocessor", "not-approved-at-time"],
    ["Undeploy", "authorised"],
  ]);
  assert.deepEqual(noted(report, "not-carried-over"), [
    "Allowed on production and not carried to the standby: 'Undeploy' (RFC-1005, for 2 days).",
  ]);
  assert.equal(report.passing?.length, 1, "Thursday's change leaves nothing behind and is not forgotten");
  const { first, moves = [] } = on(report, "Deploy").authorisation.history ?? {};
  assert.deepEqual(
    [first?.verdict, ...moves.map(({ verdict }) => verdict)],
    ["pending-retrospective", "authorised-retrospective"],
    "approved afterwards stays approved afterwards",
  );
});

test("every night of the week is derived again byte for byte", async () => {
  const { storeDir: gitDir, signingKeyFile } = nights.estate.app.settings;
  const store = { gitDir, signingKeyFile, now: nights.now };
  const ledger = openLedger(store);
  const context = {
    ledger,
    repository: openEstateRepository(store, ledger),
    ticketStore: openTicketStore(store, ledger),
    dialectOf: () => mirthConnectDialect,
  };
  const expected = nights.reports.toReversed();
  for await (const record of ledger.records({ type: "run" })) {
    const run = bodyOfRun(record);
    for (const engineRun of run.engines) {
      const { same, report } = await rederiveRun({ run, engineRun }, context);
      assert.ok(same, `run ${record.seq}`);
      assert.equal(JSON.stringify(report), JSON.stringify(expected.shift()));
    }
  }
  assert.deepEqual(expected, []);
});

/** Exports a channel of production as it will be, as CAB is shown it. */
async function exportChannel(name: string, change: (xml: string) => string): Promise<string> {
  const { state } = nights.primary;
  const { id } = state.getChannel(name);
  const [element] = [...channelElements(state, (other) => other === id, true)];
  assert.ok(element);
  const file = "exports/candidate.xml";
  await mkdir(join(nights.estate.folder, "exports"), { recursive: true });
  await writeFile(join(nights.estate.folder, file), change(renderXml(element, "")));
  return file;
}
