import { renderExplainTerminal } from "#services/reports/render-explain-terminal";
import { type AddCommand, layoutOf } from "./command-context.js";
import { exitOf } from "./exit-codes.js";
import { openEstate } from "./open-estate.js";
import { asAnswered } from "./ready.js";

export const addExplain: AddCommand = (program, context, setExit) => {
  program
    .command("explain")
    .description("why not ready: the shortest list of actions, by owner")
    .argument("<engine>")
    .option("--json", "print the whole report as JSON")
    .action(async (engineId: string, { json }: { json?: boolean }) => {
      const app = await openEstate(program, context);
      const { ready, report } = await app.ready(engineId);
      const answered = report && asAnswered(report, ready);
      const text = json
        ? JSON.stringify({ ready, report: answered ?? null }, null, 2)
        : answered === undefined
          ? `UNKNOWN: '${engineId}' has never been checked. Run 'lockstep check ${engineId}'.`
          : renderExplainTerminal(answered, { ...layoutOf(context), at: ready.at });
      context.stdout.write(`${text}\n`);
      setExit(exitOf(ready.verdict));
    });
};
