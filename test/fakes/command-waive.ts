import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { parse } from "yaml";
import type { CheckReport } from "#schemas/check-report";
import { assertSchema } from "#test/cli/assert-schema";
import { type CliResult, runCli } from "#test/cli/run-cli";
import { ACCOUNT, commitGoverned, createLoopbackEstate, type LoopbackEstate } from "./estate-on-loopback.js";
import { type NamesOrPseudonyms, withNamesInBook } from "./names-in-book.js";
import { type SimulatedPair, startSimulatedPair } from "./simulated-pair.js";

/** Tells how a finding is waived on the command line, in an estate whose record has people by name or by pseudonym. */
export function tellWaiving(how: NamesOrPseudonyms): void {
  let pair: SimulatedPair;
  let estate: LoopbackEstate;
  let id: string;

  before(async () => {
    pair = await startSimulatedPair();
    estate = await createLoopbackEstate(pair, {
      policy: { policy: { mode: "enforce", maxWaiverDays: 30 }, people: { people: how } },
    });
    await lockstep("check");
    const shown = assertSchema("show-report", (await lockstep("show", "tie/tie-a", "--json")).stdout);
    const digest = String(shown["digest"]);
    await lockstep("baseline", "adopt", "tie", "--from", "primary", "--approver", "C. Chair", "--digest", digest);
    pair.standby.state.setConfigurationValue("pas-host", "pas-test.hospital.test");
    const report: CheckReport = JSON.parse((await lockstep("check", "--json")).stdout);
    id = report.engines[0]?.findings[0]?.id ?? "";
  });

  after(async () => {
    await estate[Symbol.asyncDispose]();
    await pair[Symbol.asyncDispose]();
  });

  function lockstep(...args: string[]): Promise<CliResult> {
    return runCli(args, { cwd: estate.folder, environment: { LOOPBACK_PASSWORD: ACCOUNT.password } });
  }

  const PEOPLE = { owner: "R. Integrator", approver: "C. Chair", reason: "PAS moves next week", until: inDays(10) };

  function inDays(days: number): string {
    return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  }

  function waive(about: Partial<typeof PEOPLE> = {}, ...more: string[]): Promise<CliResult> {
    const options = Object.entries({ ...PEOPLE, ...about }).flatMap(([name, value]) => [`--${name}`, value]);
    return lockstep("waive", "tie", id.slice(7, 19), ...options, ...more);
  }

  function mainLog(): string {
    return execFileSync("git", [`--git-dir=${estate.storeDir}`, "log", "-1", "--format=%B", "main"], {
      encoding: "utf8",
    });
  }

  // One story, in order.

  test("a waiver that would not be in force is refused, and nothing is committed", async () => {
    const before = mainLog();
    const cases: readonly (readonly [RegExp, Partial<typeof PEOPLE>])[] = [
      [/The approver is the owner/, { approver: "integrator, r" }],
      [/The approver names nobody/, { approver: "-" }],
      [/The owner names nobody/, { owner: "?" }],
      [/The reason says nothing/, { reason: "…" }],
      [/policy allows 30 \(maxWaiverDays\): until \d{4}-\d{2}-\d{2} at most/, { until: inDays(31) }],
      [/would have ended already/, { until: inDays(-1) }],
      [/a day of the calendar/, { until: "2026-02-31" }],
    ];
    for (const [message, about] of cases) {
      const refused = await waive(about);
      assert.match(refused.stderr, message);
      assert.notEqual(refused.exit, 0);
    }
    assert.match((await waive({}, "--ticket", "nonsense")).stderr, /is no change number/);
    const strange = await lockstep(
      "waive",
      "tie",
      "0".repeat(12),
      ...Object.entries(PEOPLE).flatMap(([k, v]) => [`--${k}`, v]),
    );
    assert.match(strange.stderr, /selector-unknown/);
    assert.equal(mainLog(), before);
  });

  test("what it would be can be looked at first, ready to be pasted", async () => {
    const before = mainLog();
    const { exit, stdout } = await waive({}, "--print");
    assert.equal(exit, 0);
    const [waiver] = parse(`waivers:\n${stdout}`).waivers;
    assert.deepEqual([waiver.finding, waiver.expires, waiver.approver], [id, PEOPLE.until, PEOPLE.approver]);
    const json = assertSchema("waive-report", (await waive({}, "--print", "--json")).stdout);
    assert.deepEqual([json["commit"], json["record"]], [null, null]);
    assert.equal(mainLog(), before);
  });

  test("a waiver stands on main by a signed commit and in the ledger, and says what it hides and until when", async () => {
    const given = await waive({}, "--ticket", "chg0030009");
    assert.equal(given.exit, 0, given.stderr);
    assert.match(given.stderr, /covers an unauthorised change.* No change ticket was named\./);
    const text = given.stdout.replace(/\s+/g, " ");
    assert.match(text, new RegExp(`hides, until the end of ${PEOPLE.until} \\(UTC\\), and only with this content:`));
    assert.match(
      text,
      /'pas-host' .*: Standby does not hold the approved baseline, production does .* standby pas-test\.hospital\.test/,
    );
    const log = await withNamesInBook(estate, mainLog());
    for (const trailer of [
      `Lockstep-Finding: ${id}`,
      "Owner: R. Integrator",
      "Approved-By: C. Chair",
      `Expires: ${PEOPLE.until}`,
      "Ticket: CHG0030009",
    ]) {
      assert.ok(log.includes(trailer), log);
    }
    const signed = execFileSync("git", [`--git-dir=${estate.storeDir}`, "cat-file", "commit", "main"], {
      encoding: "utf8",
    });
    assert.match(signed, /^gpgsig /m);
    const records: unknown[] = [];
    for await (const { actor, body } of estate.app.ledger.records({ type: "waiver-granted" }))
      records.push([actor, body["ticketFound"]]);
    assert.deepEqual(await withNamesInBook(estate, records), [["C. Chair", false]]);
    assert.equal(mainLog().includes("C. Chair"), how === "names");
    // The folder of the person who typed it came along.
    assert.match(await readFile(join(estate.folder, "policy/waivers.yaml"), "utf8"), new RegExp(id));
  });

  test("the next check is ready, and the waiver is shown with its end", async () => {
    const checked = await lockstep("check");
    assert.equal(checked.exit, 0, checked.stdout);
    assert.match(
      checked.stdout.replace(/\s+/g, " "),
      new RegExp(`waiver-${id.slice(7, 19)} \\(until ${PEOPLE.until}\\)`),
    );
    assert.match(checked.stdout.replace(/\s+/g, " "), /Authority: No change ticket was named; tolerated by waiver/);
    assert.match((await waive()).stderr, /explains it already/);
  });

  test("what somebody broke in the policy meanwhile is not committed over", async () => {
    pair.standby.state.setConfigurationValue("pas-host", "pas-third.hospital.test");
    const report: CheckReport = JSON.parse((await lockstep("check", "--json")).stdout);
    id = report.engines[0]?.findings.find(({ explainedBy }) => explainedBy === null)?.id ?? "";
    await commitGoverned(estate, "policy/waivers.yaml", (text) => `${text}nonsense: true\n`);
    const before = mainLog();
    assert.match((await waive()).stderr, /not in force: policy\/waivers\.yaml .*nonsense/);
    assert.equal(mainLog(), before);
  });
}
