import { renderRunbookHtml } from "#services/reports/runbook/render-runbook-html";
import { renderRunbookMarkdown } from "#services/reports/runbook/render-runbook-markdown";
import { renderRunbookTerminal } from "#services/reports/runbook/render-runbook-terminal";
import { addExamples } from "./add-examples.js";
import { type AddCommand, layoutOf } from "./command-context.js";
import { openEstate } from "./open-estate.js";
import { printAnswer } from "./print-answer.js";
import { warnNotInForce } from "./warn-not-in-force.js";
import { writeFileOf } from "./write-reports.js";

interface RunbookFlags {
  readonly html?: string;
  readonly markdown?: string;
  readonly json?: boolean;
}

export const addRunbook: AddCommand = (program, context) => {
  const command = program
    .command("runbook")
    .description(
      "what people need at a failover: whom to call, manual checks, the order of activation, what the standby lacks",
    )
    .argument("<engine>")
    .option(
      "--html <file>",
      "also write a self-contained HTML page, to be kept where it can be read when all else is down",
    )
    .option("--markdown <file>", "also write Markdown")
    .option("--json", "print the answer as JSON");
  addExamples(command, "runbook tie", "runbook tie --html tie-runbook.html").action(
    async (engineId: string, flags: RunbookFlags) => {
      const app = await openEstate(program, context);
      await warnNotInForce(app, context);
      const report = await app.runbook(engineId);
      printAnswer(report, () => renderRunbookTerminal(report, layoutOf(context)), context, flags);
      if (flags.html !== undefined) await writeFileOf(flags.html, renderRunbookHtml(report), context);
      if (flags.markdown !== undefined) await writeFileOf(flags.markdown, renderRunbookMarkdown(report), context);
    },
  );
};
