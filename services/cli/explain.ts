import type { ExplainReport } from "#schemas/explain-report";
import { renderExplainTerminal } from "#services/reports/render-explain-terminal";
import { addExamples } from "./add-examples.js";
import { askReady, neverChecked } from "./ask-ready.js";
import { type AddCommand, layoutOf } from "./command-context.js";
import { exitOf } from "./exit-codes.js";
import { openEstate } from "./open-estate.js";
import { printAnswer } from "./print-answer.js";

export const addExplain: AddCommand = (program, context, setExit) => {
  const command = program
    .command("explain")
    .description("why not ready: the shortest list of actions, by owner")
    .argument("<engine>")
    .option("--json", "print the whole report as JSON");
  addExamples(command, "explain tie").action(async (engineId: string, options: { json?: boolean }) => {
    const app = await openEstate(program, context);
    const { ready, report } = await askReady(app, engineId);
    const answer: ExplainReport = { schema: "lockstep/explain@1", ready, report: report ?? null };
    const text = (): string =>
      report === undefined
        ? neverChecked(engineId)
        : renderExplainTerminal(report, { ...layoutOf(context), at: ready.at });
    printAnswer(answer, text, context, options);
    setExit(exitOf(ready.verdict));
  });
};
