import { randomBytes } from "node:crypto";
import type { CompareReport } from "#schemas/compare-report";
import { compareOffline } from "#services/app";
import { LockstepError } from "#services/core/errors";
import { createMask } from "#services/core/mask";
import { renderCompareHtml } from "#services/reports/render-compare-html";
import { renderCompareJunit } from "#services/reports/render-compare-junit";
import { renderCompareMarkdown } from "#services/reports/render-compare-markdown";
import { renderCompareSarif } from "#services/reports/render-compare-sarif";
import { renderCompareTerminal } from "#services/reports/render-compare-terminal";
import { type AddCommand, layoutOf } from "./command-context.js";
import { EXIT } from "./exit-codes.js";
import { openEstate } from "./open-estate.js";
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
    .requiredOption("--product <product>", "the make that wrote them, for example mirth-connect");
  addReportOptions(command).action(async (a: string, b: string, options: ReportFiles & { product: string }) => {
    const app = await openEstate(program, context).catch(withoutEstate);
    const report =
      app === undefined
        ? await compareOffline(a, b, options.product, passingMask())
        : await app.compare(a, b, options.product);
    await writeReports(report, options, WRITERS, context);
    const text = options.json ? JSON.stringify(report, null, 2) : renderCompareTerminal(report, layoutOf(context));
    context.stdout.write(`${text}\n`);
    setExit(report.findings.length === 0 ? EXIT.ready : EXIT.notReady);
  });
};

/** Files can be compared anywhere; only selectors need an estate. */
function withoutEstate(error: unknown): undefined {
  if (error instanceof LockstepError && error.code === "estate-not-found") return undefined;
  throw error;
}

function passingMask(): ReturnType<typeof createMask> {
  return createMask("passing", randomBytes(32));
}
