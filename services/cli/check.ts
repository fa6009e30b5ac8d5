import type { CheckReport } from "#schemas/check-report";
import { renderHtml } from "#services/reports/render-html";
import { renderJunit } from "#services/reports/render-junit";
import { renderMarkdown } from "#services/reports/render-markdown";
import { renderSarif } from "#services/reports/render-sarif";
import { renderTerminal } from "#services/reports/render-terminal";
import { type AddCommand, type CommandContext, layoutOf } from "./command-context.js";
import { exitOfCheck } from "./exit-codes.js";
import { openEstate } from "./open-estate.js";
import { createProgress } from "./progress.js";
import { addReportOptions, type ReportFiles, type ReportWriters, writeReports } from "./write-reports.js";

export const CHECK_WRITERS: ReportWriters<CheckReport> = {
  sarif: renderSarif,
  junit: renderJunit,
  html: renderHtml,
  markdown: renderMarkdown,
};

export const addCheck: AddCommand = (program, context, setExit) => {
  const command = program
    .command("check")
    .description("collect, normalise, snapshot, compare, judge, match tickets, and say whether failover is ready")
    .argument("[engine...]", "engines to check (default: all)");
  addReportOptions(command).action(async (engines: string[], files: ReportFiles) => {
    const app = await openEstate(program, context);
    const progress = createProgress(context.stderr);
    const report = await app.check(engines, { onProgress: progress.step }).finally(progress.end);
    await writeReports(report, files, CHECK_WRITERS, context);
    printCheck(report, files, context);
    setExit(exitOfCheck(report));
  });
};

export function printCheck(report: CheckReport, { json }: ReportFiles, context: CommandContext): void {
  context.stdout.write(
    json ? `${JSON.stringify(report, null, 2)}\n` : `${renderTerminal(report, layoutOf(context))}\n`,
  );
}
