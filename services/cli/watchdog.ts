import type { WatchdogReport } from "#schemas/missed-run";
import { addExamples } from "./add-examples.js";
import type { AddCommand } from "./command-context.js";
import { EXIT } from "./exit-codes.js";
import { openEstate } from "./open-estate.js";
import { printAnswer } from "./print-answer.js";

export const addWatchdog: AddCommand = (program, context, setExit) => {
  const command = program
    .command("watchdog")
    .description("did every run that was due happen? looks at clock and ledger, not at the service")
    .option("--json", "print the answer as JSON");
  addExamples(command, "watchdog").action(async (options: { json?: boolean }) => {
    const app = await openEstate(program, context);
    const { report } = await app.watch();
    printAnswer(report, () => renderWatch(report), context, options);
    setExit(report.missed.length === 0 ? EXIT.ready : EXIT.notReady);
  });
};

function renderWatch({ estate, at, missed }: WatchdogReport): string {
  if (missed.length === 0) return `Every run of ${estate} that was due by ${at} is on record.`;
  const lines = missed.map(({ schedule, engineId, dueAt, lateMinutes, inARow, lastAt }) => {
    const before = inARow === 1 ? "" : `, as ${inARow} in a row`;
    const last = lastAt === null ? "none that is on record came before" : `the last came on ${lastAt}`;
    return `${engineId}: the run of ${schedule} due at ${dueAt} is missing${before} (${lateMinutes} minutes late; ${last})`;
  });
  return [...lines, "Is 'lockstep serve' or 'lockstep work' running, and does the queue answer?"].join("\n");
}
