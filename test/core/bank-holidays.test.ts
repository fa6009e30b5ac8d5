import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { endOfWorkingDay } from "#services/core/authorisation/working-days";
import { parseGoverned } from "#services/core/policy/parse-governed";
import { projectRoot } from "#test/project-root";

const FILE = "policy/bank-holidays.yaml";

function starter(file: string): [string, string] {
  return [file, readFileSync(join(projectRoot, "baselines", "starter", file), "utf8")];
}

function governedWith(...files: readonly (readonly [string, string])[]) {
  return parseGoverned(new Map([starter("estate.yaml"), ...files]));
}

test("the bank holidays that a new estate starts with are those of England and Wales, 2025 to 2027", () => {
  const { policy, problems } = governedWith(starter(FILE), starter("policy/change-control.yaml"));
  assert.deepEqual(problems, []);
  const days = policy?.changeControl.bankHolidays ?? [];
  assert.equal(days.length, 24);
  for (const year of ["2025", "2026", "2027"]) assert.equal(days.filter((day) => day.startsWith(year)).length, 8, year);
  const weekdays = days.map((day) => new Date(`${day}T12:00:00Z`).getUTCDay());
  assert.ok(
    weekdays.every((weekday) => weekday > 0 && weekday < 6),
    "a holiday on a weekend has a substitute day",
  );
});

test("Good Friday and Easter Monday of each year are listed", () => {
  const days = governedWith(starter(FILE)).policy?.changeControl.bankHolidays ?? [];
  for (const easter of ["2025-04-20", "2026-04-05", "2027-03-28"]) {
    const near = (offset: number): string =>
      new Date(Date.parse(`${easter}T00:00:00Z`) + offset * 86_400_000).toISOString().slice(0, 10);
    assert.ok(days.includes(near(-2)) && days.includes(near(1)), easter);
  }
});

test("a deadline over Christmas runs until people are back", () => {
  const control = governedWith(starter(FILE)).policy?.changeControl ?? assert.fail("no policy");
  const end = endOfWorkingDay(Date.parse("2026-12-24T10:00:00Z"), 2, control);
  assert.equal(new Date(end).toISOString(), "2026-12-31T00:00:00.000Z");
});

test("days of the site stand beside the published ones, each once", () => {
  const own = 'bankHolidays: ["2026-12-24", "2026-12-25"]\n';
  const published = "source: GOV.UK\nbankHolidays: [{ date: 2026-12-25, name: Christmas Day }]\n";
  const { policy } = governedWith(["policy/change-control.yaml", own], [FILE, published]);
  assert.deepEqual(policy?.changeControl.bankHolidays, ["2026-12-24", "2026-12-25"]);
});

test("a day that no calendar has, or a file that names no source, is refused", () => {
  const wrong = governedWith([FILE, "source: x\nbankHolidays: [{ date: 2026-02-30, name: A day }]\n"]);
  assert.deepEqual(
    wrong.problems.map(({ file, path }) => [file, path]),
    [[FILE, "/bankHolidays/0/date"]],
  );
  assert.equal(wrong.policy, undefined);
  assert.equal(governedWith([FILE, "bankHolidays: []\n"]).policy, undefined);
});

test("a new estate's rules of change control are the defaults, written out", () => {
  const { policy } = governedWith(starter("policy/change-control.yaml"));
  assert.deepEqual(policy?.changeControl, governedWith().policy?.changeControl);
});
