import type { EngineReport } from "#schemas/check-report";
import type { ExplainReport } from "#schemas/explain-report";
import type { Finding } from "#schemas/finding";
import { LockstepError } from "#services/core/errors";
import { findFinding } from "#services/reports/find-finding";
import { renderExplainTerminal } from "#services/reports/render-explain-terminal";
import { renderFindingTerminal } from "#services/reports/render-finding-terminal";
import { addExamples } from "./add-examples.js";
import { askReady, explainUnknown } from "./ask-ready.js";
import { type AddCommand, layoutOf } from "./command-context.js";
import { openEstate } from "./open-estate.js";
import { printAnswer } from "./print-answer.js";
import { warnNotInForce } from "./warn-not-in-force.js";

export const addExplain: AddCommand = (program, context, setExit) => {
  const command = program
    .command("explain")
    .description("why not ready: the shortest list of actions, by owner")
    .argument("<engine>")
    .argument("[finding]", "the id of a finding, or how it begins: all of it, and a waiver ready to be filled in")
    .option("--json", "print the whole report as JSON");
  addExamples(command, "explain tie", "explain tie 5a1c03f29b7e").action(
    async (engineId: string, id: string | undefined, options: { json?: boolean }) => {
      const app = await openEstate(program, context);
      await warnNotInForce(app, context);
      const { ready, report, exit } = await askReady(app, engineId);
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

function getFinding(report: EngineReport, id: string): Finding {
  const finding = findFinding(report, id);
  if (finding !== undefined) return finding;
  const remedy = `'lockstep check ${report.engineId}' prints the ids of those it found, at least eight digits of one are needed`;
  throw new LockstepError(
    "selector-unknown",
    `The last check of '${report.engineId}' has no finding, or not only one, ${JSON.stringify(id.slice(0, 80))}: ${remedy}.`,
  );
}
