import { randomBytes } from "node:crypto";
import type { Command } from "commander";
import type { CompareReport } from "#schemas/compare-report";
import type { App } from "#services/app";
import { compareOffline } from "#services/compose/estate/compare-sides";
import { LockstepError } from "#services/core/errors";
import { createMask } from "#services/core/mask";
import { renderCompareHtml } from "#services/reports/render/render-compare-html";
import { renderCompareJunit } from "#services/reports/render/render-compare-junit";
import { renderCompareMarkdown } from "#services/reports/render/render-compare-markdown";
import { renderCompareSarif } from "#services/reports/render/render-compare-sarif";
import { renderCompareTerminal } from "#services/reports/render/render-compare-terminal";
import { addExamples } from "./add-examples.js";
import { type AddCommand, type CommandContext, layoutOf } from "./command-context.js";
import { EXIT } from "./exit-codes.js";
import { namedEstate, openEstate } from "./open-estate.js";
import { printAnswer } from "./print-answer.js";
import { addReportOptions, type ReportFiles, type ReportWriters, writeReports } from "./write-reports.js";

const WRITERS: ReportWriters<CompareReport> = {
  sarif: renderCompareSarif,
  junit: renderCompareJunit,
  html: renderCompareHtml,
  markdown: renderCompareMarkdown,
};

export const addCompare: AddCommand = (program, context, setExit) => {
  const command = program
    .command("compare")
    .description("compare two exports offline: files, folders or snapshot selectors")
    .argument("<a>")
    .argument("<b>")
    .option("--product <product>", "the make that wrote them, for example mirth-connect; needed for files and folders")
    .option(
      "--rules <pack>",
      "for files of any other engine: your own rule pack (a .yaml file), or a preset such as nifi; needs no --product",
    );
  addExamples(
    addReportOptions(command),
    "compare production.xml standby.xml --product mirth-connect",
    "compare production standby --rules policy/lab.pack.yaml",
    "compare tie/baseline tie/tie-b",
    "compare tie/tie-a~1 tie/tie-a",
  ).action(async (a: string, b: string, options: ReportFiles & { product?: string; rules?: string }) => {
    const app = await findEstate(program, context);
    const given = { product: options.product, rules: options.rules, cwd: context.cwd };
    const report =
      app === undefined
        ? await compareOffline(a, b, { ...given, mask: passingMask() })
        : await app.compare(a, b, given);
    printAnswer(report, () => renderCompareTerminal(report, layoutOf(context)), context, options);
    setExit(report.findings.length === 0 ? EXIT.ready : EXIT.notReady);
    await writeReports(report, options, WRITERS, context);
  });
};

/** Files can be compared anywhere; only selectors need an estate. One that was named must be there. */
async function findEstate(program: Command, context: CommandContext): Promise<App | undefined> {
  try {
    return await openEstate(program, context);
  } catch (error) {
    const named = namedEstate(program) ?? context.environment["LOCKSTEP_ESTATE"];
    if (named === undefined && error instanceof LockstepError && error.code === "estate-not-found") return undefined;
    throw error;
  }
}

function passingMask(): ReturnType<typeof createMask> {
  return createMask("passing", randomBytes(32));
}
