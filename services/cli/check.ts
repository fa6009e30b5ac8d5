import type { CheckReport } from "#schemas/check-report";
import { escapeText } from "#services/core/text/escape-text";
import { renderHtml } from "#services/reports/render/render-html";
import { renderJunit } from "#services/reports/render/render-junit";
import { renderMarkdown } from "#services/reports/render/render-markdown";
import { renderSarif } from "#services/reports/render/render-sarif";
import { renderTerminal } from "#services/reports/render/render-terminal";
import type { AskedEstate } from "#services/running/remote/open-remote-estate";
import { addExamples } from "./add-examples.js";
import { type AddCommand, type CommandContext, layoutOf } from "./command-context.js";
import { exitOfCheck } from "./exit-codes.js";
import { printAnswer } from "./print-answer.js";
import { createProgress } from "./progress.js";
import { untilInterrupted } from "./until-interrupted.js";
import { warnNotInForce } from "./warn-not-in-force.js";
import { addServerOptions, type ServerOptions, withAsked } from "./with-asked.js";
import { addReportOptions, type ReportFiles, type ReportWriters, writeReports } from "./write-reports.js";

const WRITERS: ReportWriters<CheckReport> = {
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
  addExamples(
    addServerOptions(addReportOptions(command)),
    "check",
    "check tie --html report.html --json > report.json",
  ).action(async (engines: string[], files: ReportFiles & ServerOptions) => {
    const report = await withAsked(program, context, files, async (estate) => {
      await warnNotInForce(estate, context);
      return await runCheck(estate, engines, context);
    });
    if (report.engines.length === 0) context.stderr.write(NO_ENGINE);
    printAnswer(report, () => renderTerminal(report, layoutOf(context)), context, files);
    setExit(exitOfCheck(report));
    await writeReports(report, files, WRITERS, context);
  });
};

const NO_ENGINE =
  "lockstep: estate.yaml on main declares no engine, so there is nothing to check: declare one, commit and push.\n";

async function runCheck(
  app: Pick<AskedEstate, "check">,
  engines: readonly string[],
  context: CommandContext,
): Promise<CheckReport> {
  const progress = createProgress(context.stderr);
  return await untilInterrupted(context, (options) =>
    app.check(engines, {
      onProgress: progress.step,
      onNotice: (notice) => context.stderr.write(`lockstep: ${escapeText(notice)}\n`),
      ...options,
    }),
  ).finally(progress.end);
}
