import type { Command } from "commander";
import { stringify } from "yaml";
import type { App } from "#services/app";
import { escapeText } from "#services/core/text/escape-text";
import { renderTicketTerminal } from "#services/reports/render-ticket-terminal";
import { addExamples } from "./add-examples.js";
import { type AddCommand, type CommandContext, layoutOf } from "./command-context.js";
import { EXIT } from "./exit-codes.js";
import { openEstate } from "./open-estate.js";
import { printAnswer } from "./print-answer.js";
import { untilInterrupted } from "./until-interrupted.js";

export const addTickets: AddCommand = (program, context, setExit) => {
  const tickets = program.command("tickets").description("change tickets, as Lockstep reads them");
  addShowTicket(program, tickets, context, setExit);
  addDiscover(program, tickets, context);
};

function addShowTicket(
  program: Command,
  tickets: Command,
  context: CommandContext,
  setExit: (code: number) => void,
): void {
  const show = tickets
    .command("show")
    .description("a ticket as every declared ticket system holds it now, with what stands behind each value")
    .argument("<number>")
    .option("--json", "print the answer as JSON");
  addExamples(show, "tickets show CHG0030009").action(async (number: string, options: { readonly json?: boolean }) => {
    const app = await openEstate(program, context);
    const report = await untilInterrupted(context, (stop) => app.showTicket(number, stop));
    printAnswer(report, () => renderTicketTerminal(report, layoutOf(context)), context, options);
    const isUnsure = report.unavailable.length > 0 || report.found.some(({ ticket }) => ticket.problems !== undefined);
    if (report.found.length === 0 || isUnsure) setExit(isUnsure ? EXIT.unknown : EXIT.notReady);
  });
}

function addDiscover(program: Command, tickets: Command, context: CommandContext): void {
  const discover = tickets
    .command("discover")
    .description("propose how a declared ticket system's tickets are read: a mapping to look at and commit")
    .argument("<system>", "its id in estate.yaml")
    .option("--json", "print the answer as JSON");
  addExamples(discover, "tickets discover itsm > policy/tickets/itsm.yaml").action(
    async (id: string, options: { readonly json?: boolean }) => {
      const app = await openEstate(program, context);
      const proposed = await untilInterrupted(context, (stop) => app.discoverMapping(id, stop));
      printAnswer(proposed, () => renderMapping(proposed), context, options);
      context.stderr.write(`Look at it, save it as ${escapeText(proposed.file)}, commit and push: only main counts.\n`);
    },
  );
}

/** The mapping as a file, with what was guessed as comments at its head. */
function renderMapping({ mapping, notes }: Awaited<ReturnType<App["discoverMapping"]>>): string {
  const head = notes.map((note) => `# ${escapeText(note)}\n`).join("");
  return `${head}${stringify(mapping, { lineWidth: 120 })}`;
}
