import { renderCabPackHtml } from "#services/reports/review/render-cab-pack-html";
import { addExamples } from "./add-examples.js";
import type { AddCommand } from "./command-context.js";
import { openEstate } from "./open-estate.js";
import { parseDay } from "./parse-day.js";
import { printAnswer } from "./print-answer.js";
import { untilInterrupted } from "./until-interrupted.js";

interface CabPackOptions {
  readonly meeting: string;
  readonly json?: boolean;
}

export const addCabPack: AddCommand = (program, context) => {
  const command = program
    .command("cab-pack")
    .description(
      "one agenda for a meeting: every proposal with its ticket, its effect and the decision asked, as HTML to print",
    )
    .requiredOption("--meeting <day>", "the day of the meeting, YYYY-MM-DD", parseDay)
    .option("--json", "print the answer as JSON");
  addExamples(command, "cab-pack --meeting 2026-12-03 > agenda.html").action(
    async ({ meeting, json }: CabPackOptions) => {
      const app = await openEstate(program, context);
      const desk = await untilInterrupted(context, (step) => app.reviews(step));
      const pack = await desk.agenda(meeting);
      printAnswer(pack, () => renderCabPackHtml(pack, desk.asked), context, { json });
    },
  );
};
