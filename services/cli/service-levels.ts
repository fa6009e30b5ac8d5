import { InvalidArgumentError } from "commander";
import type { ServiceLevelsReport } from "#schemas/service-levels-report";
import { renderServiceLevelsHtml } from "#services/reports/service-levels/render-service-levels-html";
import { renderServiceLevelsTerminal } from "#services/reports/service-levels/render-service-levels-terminal";
import { measureEstateMonth } from "#services/running/service/measure-estate-month";
import { addExamples } from "./add-examples.js";
import { type AddCommand, layoutOf } from "./command-context.js";
import { EXIT } from "./exit-codes.js";
import { openEstate } from "./open-estate.js";
import { printAnswer } from "./print-answer.js";
import { untilInterrupted } from "./until-interrupted.js";
import { writeFileOf } from "./write-reports.js";

export const addServiceLevels: AddCommand = (program, context, setExit) => {
  const command = program
    .command("service-levels")
    .description("one month against policy/service-levels.yaml, each figure with what it stands on")
    .requiredOption("--month <month>", "YYYY-MM, in UTC", parseMonth)
    .option("--html <file>", "write it as a page for the monthly review, too")
    .option("--json", "print the answer as JSON");
  addExamples(command, "service-levels --month 2026-11", "service-levels --month 2026-10 --html october.html").action(
    async ({ month, html, ...options }: MonthOptions) => {
      const app = await openEstate(program, context);
      const report = await untilInterrupted(context, (stop) => measureEstateMonth(app, month, stop));
      if (html !== undefined) await writeFileOf(html, renderServiceLevelsHtml(report), context);
      printAnswer(report, () => renderServiceLevelsTerminal(report, layoutOf(context)), context, options);
      setExit(exitOf(report));
    },
  );
};

interface MonthOptions {
  readonly month: string;
  readonly html?: string;
  readonly json?: boolean;
}

function parseMonth(text: string): string {
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return text;
  throw new InvalidArgumentError("It is a month, YYYY-MM.");
}

/** 1 where a target was missed, 2 where one could not be told. */
function exitOf({ figures }: ServiceLevelsReport): number {
  if (figures.some(({ outcome }) => outcome === "missed")) return EXIT.notReady;
  return figures.some(({ outcome }) => outcome === "unknown") ? EXIT.unknown : EXIT.ready;
}
