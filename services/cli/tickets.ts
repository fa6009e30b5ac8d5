import type { Command } from "commander";
import { stringify } from "yaml";
import type { App } from "#services/app";
import { escapeText } from "#services/core/text/escape-text";
import { renderTicketTerminal } from "#services/reports/render/render-ticket-terminal";
import { addExamples } from "./add-examples.js";
import { type AddCommand, type CommandContext, layoutOf } from "./command-context.js";
import { EXIT } from "./exit-codes.js";
import { openEstate } from "./open-estate.js";
import { printAnswer } from "./print-answer.js";
import { untilInterrupted } from "./until-interrupted.js";
import { writeMapping } from "./write-mapping.js";

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
    if (report.found.length === 0 || isUnsure) setExit(isUnsure || report.sources === 0 ? EXIT.unknown : EXIT.notReady);
  });
}

function addDiscover(program: Command, tickets: Command, context: CommandContext): void {
  const discover = tickets
    .command("discover")
    .description("propose how a declared ticket system's tickets are read: a mapping to look at and commit")
    .argument("<system>", "its id in estate.yaml")
    .option("--write", "write it to the file in the folder that holds this mapping; not over one that is there")
    .option("--force", "with --write: also over one that is there")
    .option("--json", "print the answer as JSON");
  addExamples(discover, "tickets discover itsm", "tickets discover itsm --write").action(
    async (id: string, options: DiscoverOptions) => {
      const app = await openEstate(program, context);
      const proposed = await untilInterrupted(context, (stop) => app.discoverMapping(id, stop));
      const file = escapeText(proposed.file);
      if (options.write) {
        const { folder } = app.settings;
        await writeMapping(folder, proposed.file, renderMapping(proposed), { overwrites: options.force === true });
        if (options.json) printAnswer(proposed, () => "", context, options);
        else context.stdout.write(`wrote ${file}\n`);
        context.stderr.write("Look at it, commit and push: only main counts.\n");
        return;
      }
      printAnswer(proposed, () => renderMapping(proposed), context, options);
      context.stderr.write(`Look at it, save it as ${file} (or use --write), commit and push: only main counts.\n`);
    },
  );
}

interface DiscoverOptions {
  readonly json?: boolean;
  readonly write?: boolean;
  readonly force?: boolean;
}

/** The mapping as a file, with what was guessed as comments at its head. */
function renderMapping({ mapping, notes }: Awaited<ReturnType<App["discoverMapping"]>>): string {
  const head = notes.map((note) => `# ${escapeText(note)}\n`).join("");
  return `${head}${stringify(mapping, { lineWidth: 120 })}`;
}
