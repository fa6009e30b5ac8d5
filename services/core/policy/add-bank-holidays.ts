import type { BankHolidays } from "#schemas/bank-holidays";
import type { ChangeControl } from "#schemas/change-control";
import { compareText } from "../text/compare-text.js";
import type { GovernedProblem } from "./governed-problem.js";
import { isDay } from "./is-day.js";

export const BANK_HOLIDAYS_FILE = "policy/bank-holidays.yaml";

/** The rules of change control with the published days beside those of the site: deadlines count neither as worked. */
export function addBankHolidays(control: ChangeControl, published: BankHolidays | undefined): ChangeControl {
  if (published === undefined) return control;
  const days = [...control.bankHolidays, ...published.bankHolidays.map(({ date }) => date).filter(isDay)];
  return { ...control, bankHolidays: [...new Set(days)].sort(compareText) };
}

/** Dates in the file that no calendar has. */
export function findBankHolidayProblems(published: BankHolidays | undefined): GovernedProblem[] {
  return (published?.bankHolidays ?? []).flatMap(({ date, name }, index) =>
    isDay(date)
      ? []
      : [
          {
            file: BANK_HOLIDAYS_FILE,
            path: `/bankHolidays/${index}/date`,
            message: `'${date}' (${name}) is no day`,
            remedy: "Give a date, YYYY-MM-DD.",
          },
        ],
  );
}
