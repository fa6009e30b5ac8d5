import type { ProtectReport } from "#schemas/protect-report";
import { escapeText } from "#services/core/text/escape-text";
import { addExamples } from "./add-examples.js";
import type { AddCommand } from "./command-context.js";
import { EXIT } from "./exit-codes.js";
import { openEstate } from "./open-estate.js";
import { printAnswer } from "./print-answer.js";
import { untilInterrupted } from "./until-interrupted.js";

interface ProtectOptions {
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

export const addProtect: AddCommand = (program, context, setExit) => {
  const command = program
    .command("protect")
    .description(
      "guard the estate repository on its Git host: the rules of its branch, and the owners file that policy asks for",
    )
    .option("--dry-run", "only say what is wrong now")
    .option("--json", "print the answer as JSON");
  addExamples(command, "protect --dry-run", "protect").action(async ({ dryRun = false, json }: ProtectOptions) => {
    const app = await openEstate(program, context);
    const { estate } = await app.estate();
    const guarded = await untilInterrupted(context, async (step) => (await app.reviews(step)).protect(dryRun));
    const answer: ProtectReport = {
      schema: "lockstep/protect@1",
      estate,
      trial: dryRun,
      done: [...guarded.done],
      findings: [...guarded.findings],
    };
    printAnswer(answer, () => describe(answer), context, { json });
    if (answer.findings.length > 0) setExit(EXIT.notReady);
  });
};

function describe({ done, findings, trial }: ProtectReport): string {
  const nothing = trial || done.length > 0 ? [] : ["Nothing was to be done."];
  const sound = findings.length === 0 ? ["The repository is guarded as policy asks."] : [];
  const told = findings.map(({ code, message, remedy }) => `${code}: ${message}\n  ${remedy}`);
  return [...done, ...nothing, ...told, ...sound].map((line) => escapeText(line, { lines: "keep" })).join("\n");
}
