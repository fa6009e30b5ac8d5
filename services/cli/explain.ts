import type { ExplainReport } from "#schemas/explain-report";
import { renderExplainTerminal } from "#services/reports/render/render-explain-terminal";
import { renderFindingTerminal } from "#services/reports/render/render-finding-terminal";
import { addExamples } from "./add-examples.js";
import { askReady, explainUnknown } from "./ask-ready.js";
import { type AddCommand, layoutOf } from "./command-context.js";
import { getFinding } from "./get-finding.js";
import { printAnswer } from "./print-answer.js";
import { warnNotInForce } from "./warn-not-in-force.js";
import { addServerOptions, type ServerOptions, withAsked } from "./with-asked.js";

export const addExplain: AddCommand = (program, context, setExit) => {
  const command = program
    .command("explain")
    .description("why not ready: the shortest list of actions, by owner")
    .argument("<engine>")
    .argument("[finding]", "the id of a finding, or how it begins: all of it, and a waiver ready to be filled in")
    .option("--json", "print the whole report as JSON");
  addExamples(addServerOptions(command), "explain tie", "explain tie 5a1c03f29b7e").action(
    async (engineId: string, id: string | undefined, options: ServerOptions & { readonly json?: boolean }) => {
      const { ready, report, exit } = await withAsked(program, context, options, async (estate) => {
        await warnNotInForce(estate, context);
        return await askReady(estate, engineId);
      });
      const finding = id === undefined || report === undefined ? undefined : getFinding(report, id);
      const answer: ExplainReport = {
        schema: "lockstep/explain@1",
        ready,
        report: report ?? null,
        ...(finding === undefined ? {} : { finding }),
      };
      const layout = { ...layoutOf(context), at: ready.at };
      const text = (): string => {
        if (report === undefined) return explainUnknown(ready);
        return finding === undefined
          ? renderExplainTerminal(report, layout)
          : renderFindingTerminal(report, finding, layout);
      };
      printAnswer(answer, text, context, options);
      setExit(exit);
    },
  );
};
