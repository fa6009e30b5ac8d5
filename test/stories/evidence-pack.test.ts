import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { parse } from "csv-parse/sync";
import type { EvidenceDocument } from "#schemas/evidence-document";
import type { EvidencePackReport } from "#schemas/evidence-pack-report";
import type { EvidenceTable } from "#schemas/evidence-table";
import { openControlLibrary } from "#services/compose/evidence/open-control-library";
import { readVerifiers } from "#services/compose/evidence/read-verifiers";
import { renderEvidence } from "#services/compose/evidence/render-evidence";
import type { EvidenceTableId } from "#services/core/evidence/tables";
import { createMask } from "#services/core/mask";
import { mirthConnectDialect } from "#services/engines/mirth-connect/dialect";
import { createPackInspection } from "#services/jobs/evidence/inspect-pack";
import { makePack } from "#services/jobs/evidence/make-pack";
import { createEvidenceSigner } from "#services/stores/evidence/create-evidence-signer";
import { createPackWriter } from "#services/stores/evidence/create-pack-writer";
import { openEvidenceSource } from "#services/stores/evidence/open-evidence-source";
import { openPack } from "#services/stores/evidence/open-pack";
import { openEstateRepository } from "#services/stores/git/open-estate-repository";
import { runGit } from "#services/stores/git/run-git";
import { openLedger } from "#services/stores/ledger/open-ledger";
import { openTicketStore } from "#services/stores/tickets/open-ticket-store";
import { type Quarter, startQuarter } from "#test/fakes/quarter";

let quarter: Quarter;
let made: EvidencePackReport;
let document: EvidenceDocument;

before(async () => {
  quarter = await startQuarter();
  made = await pack("first.zip");
  document = JSON.parse(await fileOf("first.zip", "evidence.json")) as EvidenceDocument;
});

after(() => quarter[Symbol.asyncDispose]());

function place(name: string): string {
  return join(quarter.nights.estate.folder, "..", name);
}

async function pack(
  name: string,
  special: { readonly engineIds?: readonly string[]; readonly at?: string } = {},
): Promise<EvidencePackReport> {
  return await quarter.nights.estate.app.makeEvidence({
    ...{ firstDay: quarter.from, lastDay: quarter.to, at: quarter.generatedAt, generator: "lockstep/test" },
    ...{ file: place(name), by: "A. Auditor", ...special },
  });
}

async function fileOf(name: string, file: string): Promise<string> {
  await using opened = await openPack(place(name));
  const pieces: Uint8Array[] = [];
  for await (const piece of opened.read(file)) pieces.push(piece);
  return Buffer.concat(pieces).toString("utf8");
}

function rows(id: EvidenceTableId): EvidenceTable["rows"] {
  return document.tables.find((table) => table.id === id)?.rows ?? assert.fail(id);
}

const values = (id: EvidenceTableId, ...keys: string[]): unknown[][] =>
  rows(id).map((row) => keys.map((key) => row[key]));

test("every change of the quarter is in the population once, from authorised to undecided", () => {
  assert.deepEqual(values("01-population", "item", "case", "verdict", "ticket", "madeBy", "disposition"), [
    ["PAS ADT In", "both-changed", "authorised", "RFC-1001", "j.okafor", "adopted into the baseline"],
    ["Deploy", "both-changed", "authorised-retrospective", "RFC-1002", "j.okafor", "adopted into the baseline"],
    ["Undeploy", "production-changed", "unreferenced", null, "supplier.eng", "adopted into the baseline"],
    ["Undeploy", "standby-behind", "not-applicable", null, null, "the standby was brought back to what was approved"],
    ["tie-b", "aligned", null, null, null, "carried out as planned, and proved by a later look"],
    ["pas-host", "standby-behind", "unreferenced", null, "j.okafor", "waived, and gone since"],
    [
      ...["ADT to LIMS", "changed and put back", "unreferenced", null, "admin, j.okafor"],
      "undone between two looks; deployed meanwhile: yes",
    ],
    ["Preprocessor", "production-changed", "unreferenced", null, "supplier.eng", "stands, nobody has decided"],
  ]);
});

test("changes that no ticket authorised are the same rows, with what their verdict means", () => {
  const unmatched = rows("01-population").filter(({ authorised }) => authorised === false);
  assert.deepEqual(
    rows("03-unmatched").map(({ changeId }) => changeId),
    unmatched.map(({ changeId }) => changeId),
  );
  assert.ok(rows("03-unmatched").every(({ why }) => why === "No change ticket was named."));
});

test("every look is accounted for: read whole, in part, skipped or failed; every check that was due: met or missed", () => {
  for (const row of rows("02-coverage")) {
    const total = ["whole", "partial", "skipped", "failed"].reduce((sum, key) => sum + Number(row[key]), 0);
    assert.equal(row["expected"], total, String(row["day"]));
    assert.equal(Number(row["met"]) + Number(row["missed"]), row["due"], String(row["day"]));
  }
  const sum = (key: string): number => rows("02-coverage").reduce((total, row) => total + Number(row[key]), 0);
  assert.deepEqual(
    ["due", "missed", "checks", "whole", "partial", "failed"].map(sum),
    [26, 1, 25, 48, 1, 1],
    "one night nobody looked, one node was read in part and one not at all",
  );
  const [missed] = rows("02-coverage").filter((row) => row["missed"] === 1);
  assert.deepEqual([missed?.["day"], missed?.["gapReason"]], ["2026-08-06", "1 due check has no record"]);
});

test("tickets relied on bear how they stood when, and one that was approved and never used is told", () => {
  assert.deepEqual(values("04-tickets", "number", "kind", "approvedBy", "evidence", "verdicts"), [
    ["RFC-1001", "normal", "Pat Lowe", "aggregate-timestamp", "authorised"],
    ["RFC-1002", "emergency", "Pat Lowe", "aggregate-timestamp", "authorised-retrospective"],
  ]);
  assert.match(
    String(rows("04-tickets")[1]?.["states"]),
    /^implement, requested \(seen .*; implement, approved \(seen /,
  );
  assert.deepEqual(values("05-tickets-without-change", "number", "names"), [["RFC-1007", "TIE"]]);
});

test("readiness is told for each day by the verdict that stood at its end, with what stood against it and who set that aside", () => {
  assert.equal(rows("06-readiness").length, 92);
  const on = (day: string) => rows("06-readiness").find((row) => row["day"] === day) ?? {};
  assert.equal(
    on("2026-07-10")["atEnd"],
    "ready",
    "nobody looked on that day, and the verdict of the day before still stood",
  );
  assert.deepEqual([on("2026-07-23")["atEnd"], on("2026-07-23")["blockers"]], ["not-ready", "parity; unauthorised"]);
  assert.deepEqual(
    [on("2026-07-27")["atEnd"], on("2026-07-27")["blockers"], on("2026-07-27")["overriddenBy"]],
    ["unknown", "the last verdict had run out", "J. Okafor and P. Quinn"],
    "what was ready by override is so no longer than the override lasts",
  );
  assert.equal(on("2026-08-10")["atEnd"], "unknown");
});

test("what was tolerated, who decided and which rules were in force stand in lists of their own", async () => {
  assert.deepEqual(values("08-exceptions", "kind", "approver", "second", "standing"), [
    ["override", "J. Okafor", "P. Quinn", "ended"],
    ["waiver", "C. Chair", null, "ended"],
  ]);
  assert.deepEqual(
    values("09-access", "who", "what").filter(([who]) => who !== "lockstep"),
    [
      ["C. Chair", "approved a baseline"],
      ["C. Chair", "approved a baseline"],
      ["J. Okafor", "set reasons aside"],
      ["C. Chair", "approved a baseline"],
      ["C. Chair", "granted a waiver"],
      ["A. Admin", "made a token"],
      ["C. Chair", "reviewed who holds which role"],
      ["J. Okafor", "recorded an exercise"],
    ],
  );
  const page = await fileOf("first.zip", "index.html");
  assert.match(page, /27 Jul 2026 15:00 UTC/, "an override ends at an instant");
  assert.match(page, />2026-09-01</, "and a waiver with a day");
  const reviews = values("14-access-reviews", "by", "outcome", "note", "inTime", "tokens");
  assert.deepEqual(reviews, [["C. Chair", "something has to change", "Name a second approver", null, 1]]);
  assert.deepEqual(values("07-exercises", "kind", "minutes", "inTime", "complete", "recordedBy"), [
    ["failover", 50, true, true, "J. Okafor"],
  ]);
  const changed = rows("12-policy").filter(({ what }) => what === "changed");
  assert.deepEqual(
    changed.map(({ file }) => file),
    ["policy/policy.yaml", "policy/waivers.yaml"],
  );
});

test("the bands fill the whole period, and each outcome says what was observed and what is not shown", () => {
  const { seconds, from, to } = document.compliance;
  const whole = Object.values(seconds).reduce((sum, each) => sum + each, 0);
  const beside = whole - (Date.parse(to) - Date.parse(from)) / 1000;
  assert.ok(Math.abs(beside) <= 2, "each band is rounded to a second");
  assert.equal(document.parameters.framework, "nhs-dspt-caf@2026-27", "the edition of the assessment year");
  assert.ok(document.controls.length > 10);
  for (const { ref, observed, residualGap } of document.controls) {
    assert.ok(observed.length > 0 && residualGap !== "", ref);
    assert.doesNotMatch(observed.join(" "), /achiev|complian/i, ref);
  }
});

test("each chart says what the lists say, and its bars are as long as their numbers", async () => {
  const population = await listOf("01-population.csv");
  const changes = population.filter((row) => row["kind"] !== "alignment");
  const ofStandby = changes.filter((row) => row["kind"] === "difference" && row["nodes"] === "standby");
  const page = await fileOf("first.zip", "index.html");
  assert.deepEqual(barsOf(page, "Time to detect a change"), inBins(changes.map((row) => row["hoursToDetect"])));
  assert.deepEqual(barsOf(page, "Time to decide on a change"), inBins(changes.map((row) => row["hoursToDecide"])));
  assert.deepEqual(
    barsOf(page, "Time to align the standby"),
    inBins(ofStandby.map((row) => (row["goneAt"] === "" ? "" : row["hoursStanding"]))),
  );
  const waivers = (await listOf("08-exceptions.csv")).filter((row) => row["kind"] === "waiver");
  assert.deepEqual(
    waivers.map((row) => Number(row["ageDays"]) > 30 && Number(row["ageDays"]) <= 90),
    [true],
  );
  assert.deepEqual(
    barsOf(page, "Age of waivers and accepted gaps").filter(([, told]) => told !== "0"),
    [["31 to 90 days", "1"]],
  );
  const asking = changes.filter((row) => row["authorised"] !== "");
  const months = [...new Set(asking.map((row) => row["foundAt"]?.slice(0, 7) ?? ""))].sort();
  const afterwards = barsOf(page, "Changes approved only afterwards");
  assert.deepEqual(
    afterwards.map(([month, told]) => [month, /\((\d+ of \d+)\)/.exec(told)?.[1]]),
    months.map((month) => {
      const own = asking.filter((row) => row["foundAt"]?.startsWith(month));
      return [month, `${own.filter((row) => row["retrospective"] === "yes").length} of ${own.length}`];
    }),
  );
});

type ListRow = Readonly<Record<string, string>>;

/** A list of the pack as a spreadsheet reads it. */
async function listOf(name: string): Promise<readonly ListRow[]> {
  return parse(await fileOf("first.zip", name), { bom: true, columns: true }) as ListRow[];
}

/** By the words beneath the chart, counted in another way than the chart's own. */
function inBins(hours: readonly (string | undefined)[]): readonly (readonly [string, string])[] {
  const edges = [1, 4, 24, 72, 168];
  const labels = ["up to 1 hour", "1 to 4 hours", "4 to 24 hours", "1 to 3 days", "3 to 7 days", "more than 7 days"];
  const counts = new Map(labels.map((label) => [label, 0]));
  for (const each of hours) {
    const passed = edges.filter((edge) => Number(each) > edge).length;
    const label = each === "" || each === undefined ? "not (yet) or not known" : (labels[passed] ?? "");
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return [...counts].map(([label, count]) => [label, String(count)] as const);
}

/** The bars of a chart by the table beneath it; each drawn as long, beside the longest, as its number says. */
function barsOf(page: string, title: string): readonly (readonly [string, string])[] {
  const figure = page.split("<figure").find((part) => part.includes(`${title}.</`)) ?? assert.fail(title);
  const rows = [...figure.matchAll(/<tr><th scope="row">([^<]*)<\/th><td>([^<]*)<\/td><\/tr>/g)];
  const bars = rows.map(([, label = "", told = ""]) => [label, told] as const);
  const widths = [...figure.matchAll(/<rect class="bar"[^>]* width="([\d.]+)"/g)].map(([, width]) => Number(width));
  const numbers = bars.map(([, told]) => Number.parseFloat(told));
  assert.equal(widths.length, numbers.length, title);
  const [longest, most] = [Math.max(...widths), Math.max(...numbers)];
  for (const [index, number] of numbers.entries())
    assert.ok(
      Math.abs((widths[index] ?? 0) * most - number * longest) <= most + longest,
      `${title}: ${bars[index]?.[0]}`,
    );
  return bars;
}

test("no value of configuration is in any list", () => {
  const lists = JSON.stringify(document.tables);
  for (const value of ["pas-test.hospital.test", "return 20;", "7999", "no ticket\\nreturn"])
    assert.ok(!lists.includes(value), value);
});

test("the same parameters over the same store are the same bytes, though the record has grown", async () => {
  // The head is an input, and the first pack was recorded after it.
  const [newest] = await recordsOf(1);
  assert.deepEqual(
    [newest?.type, newest?.actor, newest?.body["pack"], newest?.seq],
    ["evidence-made", "A. Auditor", `sha256:${made.sha256}`, made.record],
  );
  const parameters = JSON.parse(
    await fileOf("first.zip", "inputs/parameters.json"),
  ) as EvidencePackReport["parameters"];
  assert.deepEqual(parameters, made.parameters);
  const { storeDir: gitDir, signingKeyFile } = quarter.nights.estate.app.settings;
  const store = { gitDir, signingKeyFile, now: quarter.nights.now };
  const ledger = openLedger(store);
  const source = openEvidenceSource(store);
  const context = {
    ...{ ledger, repository: openEstateRepository(store, ledger), ticketStore: openTicketStore(store, ledger) },
    ...{ source, signer: createEvidenceSigner(signingKeyFile) },
    inspection: createPackInspection({ mask: createMask("k2", new Uint8Array(32)), source, parameters, allowed: [] }),
    ...{ dialectOf: () => mirthConnectDialect, libraryOf: openControlLibrary, render: renderEvidence },
    verifiers: await readVerifiers(),
  };
  await makePack(parameters, await createPackWriter(place("again.zip")), context);
  assert.ok((await readFile(place("again.zip"))).equals(await readFile(place("first.zip"))));
});

test("a file that is there is not overwritten, and an engine that there is not is named", async () => {
  const before = await readFile(place("first.zip"));
  await assert.rejects(pack("first.zip"), { code: "system-refused" });
  assert.deepEqual(await readFile(place("first.zip")), before);
  await assert.rejects(pack("other.zip", { engineIds: ["nowhere"] }), /There is no engine 'nowhere'; there are: tie\./);
  assert.ok(!(await readdir(place("."))).some((name) => name.startsWith("other.zip")));
});

test("a ledger that is broken gives no evidence", async () => {
  const { settings } = quarter.nights.estate.app;
  const ref = join(settings.storeDir, "refs/heads/ledger");
  const sound = await readFile(ref, "utf8");
  try {
    await writeFile(ref, await readFile(join(settings.storeDir, "refs/heads/main"), "utf8"));
    await assert.rejects(pack("broken.zip"), { code: "ledger-broken" });
    assert.ok(!(await readdir(place("."))).some((name) => name.startsWith("broken.zip")));
  } finally {
    await writeFile(ref, sound);
  }
});

test("a pack that would not hold where it is verified is taken away, and is on no record", async () => {
  const { settings } = quarter.nights.estate.app;
  const ref = "refs/heads/observed/tie/tie-b";
  const [before] = await recordsOf(1);
  const tip = (await runGit(settings.storeDir, ["rev-parse", ref])).toString("utf8").trim();
  try {
    await runGit(settings.storeDir, ["update-ref", "-d", ref]);
    await assert.rejects(pack("lost.zip"), { code: "evidence-unsound" });
  } finally {
    await runGit(settings.storeDir, ["update-ref", ref, tip]);
  }
  assert.ok(!(await readdir(place("."))).some((name) => name.startsWith("lost.zip")));
  assert.deepEqual((await recordsOf(1))[0], before);
});

test("a pack is not made at a time that has not come", async () => {
  await assert.rejects(pack("early.zip", { at: "2999-01-01T00:00:00.000Z" }), /has not come yet/);
});

async function recordsOf(limit: number) {
  const records = [];
  for await (const record of quarter.nights.estate.app.ledger.records({ limit })) records.push(record);
  return records;
}
