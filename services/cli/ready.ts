import type { EngineReport } from "#schemas/check-report";
import type { ReadyReport } from "#schemas/ready-report";
import { renderReadyTerminal } from "#services/reports/render-ready-terminal";
import { type AddCommand, layoutOf } from "./command-context.js";
import { exitOf } from "./exit-codes.js";
import { openEstate } from "./open-estate.js";

export const addReady: AddCommand = (program, context, setExit) => {
  program
    .command("ready")
    .description("may this engine fail over? the stored verdict, with its age")
    .argument("<engine>")
    .option("--json", "print the answer as JSON")
    .action(async (engineId: string, { json }: { json?: boolean }) => {
      const app = await openEstate(program, context);
      const { ready, report } = await app.ready(engineId);
      const text = json
        ? JSON.stringify(ready, null, 2)
        : report === undefined
          ? `UNKNOWN: '${engineId}' has never been checked. Run 'lockstep check ${engineId}'.`
          : renderReadyTerminal(asAnswered(report, ready), { ...layoutOf(context), at: ready.at });
      context.stdout.write(`${text}\n`);
      setExit(exitOf(ready.verdict));
    });
};

/** The stored report with the verdict as it stands now: age and doubts count. */
export function asAnswered(report: EngineReport, { verdict, reasons }: ReadyReport): EngineReport {
  return { ...report, readiness: { ...report.readiness, verdict, reasons } };
}
