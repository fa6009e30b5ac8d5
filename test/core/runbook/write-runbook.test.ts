import assert from "node:assert/strict";
import { test } from "node:test";
import type { Engine, Estate } from "#schemas/estate";
import type { ManualCheck } from "#schemas/runbook";
import { judgeManualChecks } from "#services/core/runbook/judge-manual-checks";
import { type RunbookInput, writeRunbook } from "#services/core/runbook/write-runbook";
import { aPolicy } from "#test/fakes/judged";

const ENGINE: Engine = {
  id: "tie",
  product: "mirth-connect",
  owner: "Integration team",
  nodes: [
    { id: "tie-a", role: "primary" },
    { id: "tie-b", role: "standby" },
  ],
};
const ESTATE: Estate = { estate: "st-elsewhere", engines: [ENGINE] };
const AT = "2026-11-23T02:00:00.000Z";

function entry(key: string, name: string): RunbookInput["interfaces"][number] {
  return { kind: "channel", key, name, path: `channels/${key}`, digest: "sha256:1" };
}

function write(about: Partial<RunbookInput> = {}): ReturnType<typeof writeRunbook> {
  return writeRunbook({
    ...{ estate: ESTATE, engine: ENGINE, policy: aPolicy(), runbook: {}, at: AT },
    verdict: { verdict: "ready", asOf: AT, expiresAt: AT },
    missing: { items: [], omitted: 0 },
    source: { what: "the approved baseline", commit: "c0ffee", takenAt: AT },
    interfaces: [entry("1", "In"), entry("2", "Out")],
    needs: [],
    standby: [],
    ...about,
  });
}

test("the engine's own dependencies order the activation, and each says what it waits for", () => {
  const { activation } = write({ needs: [{ of: "1", needs: "2" }] });
  assert.deepEqual(
    activation.map(({ position, name, after }) => [position, name, after]),
    [
      [1, "Out", []],
      [2, "In", ["Out"]],
    ],
  );
});

test("where no engine says so, people write the order down by name", () => {
  const order = [{ interface: "In", after: ["Out", "Old feed"] }];
  const { activation, warnings } = write({ runbook: { order, contacts: [{ role: "On call", phone: "4321" }] } });
  assert.deepEqual(
    activation.map(({ name }) => name),
    ["Out", "In"],
  );
  assert.deepEqual(warnings, ["policy/runbook.yaml orders what the engine does not have: Old feed."]);
});

test("what stands on the standby now is told of each, and not known where nobody looked", () => {
  const standby = [{ kind: "channel", key: "2", operability: "saved-only" as const }];
  const { activation } = write({ standby });
  assert.deepEqual(
    activation.map(({ name, now }) => [name, now]),
    [
      ["In", "unknown"],
      ["Out", "saved-only"],
    ],
  );
});

test("an interface that a standby read whole does not have is not there, and among what it lacks", () => {
  const { activation, missing } = write({ onStandby: [entry("2", "Out")] });
  assert.deepEqual(
    activation.map(({ name, now }) => [name, now]),
    [
      ["In", "absent"],
      ["Out", "unknown"],
    ],
  );
  assert.deepEqual(
    missing.map(({ what, how }) => [what, how]),
    [["In", "Not on the standby: import it first."]],
  );
});

test("contacts, checks and steps of another engine are left out", () => {
  const mine = { role: "TIE on call", phone: "1", engines: ["tie"] };
  const others = { role: "RIE on call", phone: "2", engines: ["rie"] };
  const all = { role: "Site manager", phone: "3" };
  const { contacts } = write({ runbook: { contacts: [others, mine, all] } });
  assert.deepEqual(contacts, [mine, all]);
});

test("a runbook that cannot be read, and an engine of which nothing is stored, are told at the top", () => {
  assert.match(write({ runbook: undefined }).warnings.join(" "), /runbook\.yaml cannot be read/);
  assert.match(write({ source: null, interfaces: [] }).warnings.join(" "), /Nothing is stored/);
});

test("checks that are overdue or were never done are told at the top", () => {
  const check: ManualCheck = { id: "hscn", what: "The route", owner: "Network team", everyDays: 30 };
  const contacts = [{ role: "On call", phone: "4321" }];
  const done = { ...check, lastDone: "2026-11-20" };
  assert.deepEqual(write({ runbook: { contacts, manualChecks: [done] } }).warnings, []);
  assert.deepEqual(write({ runbook: { contacts, manualChecks: [check, done] } }).warnings, [
    "Manual checks that are overdue, or were never done: 1.",
  ]);
});

test("a manual check is good for its days, overdue after them, and never done where nobody looked", () => {
  const check: ManualCheck = { id: "hscn", what: "The route", owner: "Network team", everyDays: 30 };
  const states = [undefined, "2026-10-25", "2026-10-24", "2026-10-23", "2027-01-01", "2026-02-31", "2026-13-01"].map(
    (lastDone) => judgeManualChecks([{ ...check, ...(lastDone === undefined ? {} : { lastDone }) }], AT)[0],
  );
  assert.deepEqual(
    states.map((judged) => [judged?.state, judged?.goodUntil]),
    [
      ["never", null],
      ["done", "2026-11-24"],
      ["done", "2026-11-23"],
      ["overdue", "2026-11-22"],
      ["never", null],
      ["overdue", "2026-04-02"],
      ["never", null],
    ],
  );
});
