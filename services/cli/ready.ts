import { renderReadyTerminal } from "#services/reports/render/render-ready-terminal";
import { addExamples } from "./add-examples.js";
import { askReady, explainUnknown } from "./ask-ready.js";
import { type AddCommand, layoutOf } from "./command-context.js";
import { printAnswer } from "./print-answer.js";
import { warnNotInForce } from "./warn-not-in-force.js";
import { addServerOptions, type ServerOptions, withAsked } from "./with-asked.js";

export const addReady: AddCommand = (program, context, setExit) => {
  const command = program
    .command("ready")
    .description("may this engine fail over? the stored verdict, with its age")
    .argument("<engine>")
    .option("--json", "print the answer as JSON");
  addExamples(
    addServerOptions(command),
    "ready tie",
    "ready tie --server https://lockstep.hospital.test --token-file token",
  ).action(async (engineId: string, options: ServerOptions & { readonly json?: boolean }) => {
    const { ready, report, exit } = await withAsked(program, context, options, async (estate) => {
      await warnNotInForce(estate, context);
      return await askReady(estate, engineId);
    });
    const text = (): string =>
      report === undefined
        ? explainUnknown(ready)
        : renderReadyTerminal(report, { ...layoutOf(context), at: ready.at, lastProven: ready.lastProven ?? null });
    printAnswer(ready, text, context, options);
    setExit(exit);
  });
};
