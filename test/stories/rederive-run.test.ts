import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Counted } from "#schemas/run";
import { findCountFault } from "#services/core/collection/find-count-fault";
import { reportDigest } from "#services/core/derive-report";
import { mirthConnectDialect } from "#services/engines/mirth-connect/dialect";
import { type RederiveContext, type RederivedRun, rederiveRun } from "#services/jobs/check/rederive-run";
import { bodyOfRun } from "#services/jobs/look/look-history";
import { openEstateRepository } from "#services/stores/git/open-estate-repository";
import { openLedger } from "#services/stores/ledger/open-ledger";
import { openTicketStore } from "#services/stores/tickets/open-ticket-store";
import { commitGoverned } from "#test/fakes/estate-on-loopback";
import { type Nights, startNights } from "#test/fakes/nights";

let nights: Nights;

/** A fortnight in eight nights: every kind of verdict, and every input that it may rest on. */
before(async () => {
  nights = await startNights({ policy: { policy: { mode: "enforce" } }, tickets: "tickets" });
  const { primary, standby, estate } = nights;
  await ticketsSay("CHG0000001");
  await nights.check();
  await nights.adopt();
  await nights.check();
  primary.state.editChannel("ADT to LIMS", "lims.hospital.test", "lims2.hospital.test", { by: "j.okafor" });
  primary.state.deployChannel("ADT to LIMS", { by: "j.okafor" });
  standby.state.editCodeTemplate("trim", "return message;", "return message.trim(); // CHG0000001", { by: "j.okafor" });
  await ticketsSay("CHG0000001", "CHG0000002");
  await nights.check();
  standby.setFaults({ resetConnection: { path: "*" } });
  await nights.check();
  standby.setFaults({});
  await commitGoverned(estate, "tickets/export.json", () => "{ half");
  await commitGoverned(estate, "policy/interfaces.yaml", () => interfacesOf("ADT", 1));
  await nights.check();
  await ticketsSay("CHG0000002");
  await nights.adopt();
  await nights.check();
  await commitGoverned(estate, "policy/waivers.yaml", () => "waivers: [");
  primary.state.removeChannel("Discharge letters", { by: "j.okafor" });
  await nights.check();
  await commitGoverned(estate, "policy/waivers.yaml", () => "waivers: []\n");
  standby.setRights({ channelIds: [] });
  await nights.check();
  standby.setRights({});
});

after(() => nights[Symbol.asyncDispose]());

test("each run on record says how many nodes it was to look at, and what became of each", async () => {
  const counted: (Counted | undefined)[] = [];
  for await (const record of nights.estate.app.ledger.records({ type: "run" })) {
    assert.equal(findCountFault(record), undefined);
    counted.unshift(...bodyOfRun(record).engines.map((engine) => engine.counted));
  }
  const told = counted.map((each) =>
    each === undefined ? "untold" : `${each.seen} of ${each.expected}, ${each.failed} failed`,
  );
  assert.equal(told.length, 8);
  assert.deepEqual(new Set(told), new Set(["2 of 2, 0 failed", "1 of 2, 1 failed"]));
  assert.equal(told[3], "1 of 2, 1 failed", "in the fourth night nobody could reach the standby");
});

async function ticketsSay(...numbers: string[]): Promise<void> {
  const tickets = numbers.map((number) => ({ number, kind: "normal", lifecycle: "implement", approval: "approved" }));
  const exported = {
    schema: "change-tickets/v1",
    exportedAt: nights.now().toISOString(),
    zone: "Europe/London",
    tickets,
  };
  await commitGoverned(nights.estate, "tickets/export.json", () => JSON.stringify(exported));
}

function interfacesOf(flow: string, tier: number): string {
  return `interfaces:\n  - { match: { name: "ADT*" }, tier: ${tier}, flow: "${flow}", owner: "${flow} team" }\n`;
}

function contextOf(gitDir: string): RederiveContext {
  const { signingKeyFile } = nights.estate.app.settings;
  const context = { gitDir, signingKeyFile, now: nights.now };
  const ledger = openLedger(context);
  const ticketStore = openTicketStore(context, ledger);
  return {
    repository: openEstateRepository(context, ledger),
    ledger,
    ticketStore,
    dialectOf: () => mirthConnectDialect,
  };
}

/** Every recorded run, derived again, oldest first. */
async function rederiveAll(gitDir: string): Promise<RederivedRun[]> {
  const context = contextOf(gitDir);
  const derived: RederivedRun[] = [];
  for await (const record of context.ledger.records({ type: "run" })) {
    const run = bodyOfRun(record);
    for (const engineRun of run.engines) derived.unshift(await rederiveRun({ run, engineRun }, context));
  }
  return derived;
}

/** Each derived report is, byte for byte, the one that was given in its night, and of the digest that was recorded. */
function assertSame(derived: readonly RederivedRun[]): void {
  const told = nights.reports.slice(0, derived.length);
  derived.forEach(({ report, engineRun, same }, night) => {
    assert.equal(reportDigest(report), engineRun.reportDigest, `night ${night + 1}`);
    assert.equal(JSON.stringify(report), JSON.stringify(told[night]), `night ${night + 1}`);
    assert.ok(same);
  });
}

test("the nights had every verdict, so that deriving them again means something", () => {
  const verdicts = nights.reports.map(({ readiness }) => readiness.verdict);
  assert.deepEqual(verdicts, [
    "unknown",
    "ready",
    "not-ready",
    "not-ready",
    "not-ready",
    "not-ready",
    // The waivers cannot be read that night: what differs is shown, and not judged.
    "unknown",
    "not-ready",
  ]);
  const codes = new Set(nights.reports.flatMap(({ readiness }) => readiness.reasons.map(({ code }) => code)));
  for (const code of [
    "no-baseline",
    "parity",
    "node-unreachable",
    "ticket-source-unavailable",
    "policy-invalid",
    "coverage-incomplete",
  ]) {
    assert.ok(codes.has(code), `${code} is among ${[...codes].join(", ")}`);
  }
});

test("every recorded verdict, derived again from what is stored, is the same byte for byte", async () => {
  const derived = await rederiveAll(nights.estate.storeDir);
  assert.equal(derived.length, nights.reports.length);
  assertSame(derived);
});

test("a fresh clone gives the same verdicts, years later and far from the engines", async () => {
  const clone = join(nights.estate.folder, "..", "clone.git");
  execFileSync("git", ["clone", "--quiet", "--mirror", nights.estate.storeDir, clone]);
  const derived = await rederiveAll(clone);
  assert.equal(derived.length, nights.reports.length);
  assertSame(derived);
});

test("another policy, other roles and another baseline since then change nothing of what was judged", async () => {
  const { estate, primary } = nights;
  const swapped = (text: string): string =>
    text
      .replace("role: primary", "role: x")
      .replace("role: standby", "role: primary")
      .replace("role: x", "role: standby");
  await commitGoverned(estate, "policy/interfaces.yaml", () => interfacesOf("Letters", 4));
  await commitGoverned(estate, "policy/policy.yaml", () => "mode: observe\nmaxSnapshotAgeMinutes: 1\n");
  await commitGoverned(estate, "estate.yaml", swapped);
  primary.state.setConfigurationValue("pas-host", "pas2.hospital.test");
  const recorded = nights.reports.length;
  const { nodes } = await nights.check();
  assert.deepEqual(
    nodes.map(({ nodeId, role }) => [nodeId, role]),
    [
      ["tie-b", "primary"],
      ["tie-a", "standby"],
    ],
  );
  const derived = await rederiveAll(estate.storeDir);
  assert.equal(derived.length, recorded + 1);
  assertSame(derived);
});
