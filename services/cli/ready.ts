import { renderReadyTerminal } from "#services/reports/render-ready-terminal";
import { addExamples } from "./add-examples.js";
import { askReady, explainUnknown } from "./ask-ready.js";
import { type AddCommand, layoutOf } from "./command-context.js";
import { openEstate } from "./open-estate.js";
import { printAnswer } from "./print-answer.js";
import { warnNotInForce } from "./warn-not-in-force.js";

export const addReady: AddCommand = (program, context, setExit) => {
  const command = program
    .command("ready")
    .description("may this engine fail over? the stored verdict, with its age")
    .argument("<engine>")
    .option("--json", "print the answer as JSON");
  addExamples(command, "ready tie").action(async (engineId: string, options: { json?: boolean }) => {
    const app = await openEstate(program, context);
    await warnNotInForce(app, context);
    const { ready, report, exit } = await askReady(app, engineId);
    const text = (): string =>
      report === undefined
        ? explainUnknown(ready)
        : renderReadyTerminal(report, { ...layoutOf(context), at: ready.at });
    printAnswer(ready, text, context, options);
    setExit(exit);
  });
};
