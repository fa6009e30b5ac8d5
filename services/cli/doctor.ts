import type { Command } from "commander";
import type { DoctorReport } from "#schemas/doctor-report";
import { openApp } from "#services/app";
import { diagnoseMachine } from "#services/compose/estate/diagnose-machine";
import type { Settings } from "#services/config";
import { LockstepError } from "#services/core/errors";
import { escapeText } from "#services/core/text/escape-text";
import { addExamples } from "./add-examples.js";
import type { AddCommand, CommandContext } from "./command-context.js";
import { EXIT } from "./exit-codes.js";
import { settingsOf } from "./open-estate.js";
import { printAnswer } from "./print-answer.js";
import { untilInterrupted } from "./until-interrupted.js";

const SIGNS = { ok: "ok     ", warning: "WARNING", failed: "FAILED " } as const;

export const addDoctor: AddCommand = (program, context, setExit) => {
  const command = program
    .command("doctor")
    .description("each missing right, route, certificate, key, clock fault, named with its remedy")
    .option("--json", "print the answer as JSON");
  addExamples(command, "doctor").action(async (options: { json?: boolean }) => {
    const report = await diagnose(program, context);
    printAnswer(report, () => report.diagnoses.map(lineOf).join("\n"), context, options);
    setExit(report.diagnoses.some(({ state }) => state === "failed") ? EXIT.unknown : EXIT.ready);
  });
};

async function diagnose(program: Command, context: CommandContext): Promise<DoctorReport> {
  const settings = settingsOf(program, context);
  const at = new Date().toISOString();
  const diagnoses = [...(await diagnoseMachine(settings)), ...(await diagnoseOpened(settings, context))];
  return { schema: "lockstep/doctor@1", at, diagnoses };
}

/** An estate that cannot be opened is one more thing found, not the end of the visit. */
async function diagnoseOpened(settings: Settings, context: CommandContext): Promise<DoctorReport["diagnoses"]> {
  try {
    const app = await openApp(settings);
    return await untilInterrupted(context, async ({ signal }) => {
      const found = await app.diagnose(signal && { signal });
      signal?.throwIfAborted();
      return found.map((diagnosis) => ({ ...diagnosis }));
    });
  } catch (error) {
    if (!(error instanceof LockstepError) || error.code === "aborted") throw error;
    return [{ check: "estate", state: "failed", message: error.message, remedy: error.remedy }];
  }
}

function lineOf({ state, check, message, remedy }: DoctorReport["diagnoses"][number]): string {
  const found = `${SIGNS[state]} ${escapeText(check)}: ${escapeText(message)}`;
  return remedy === undefined ? found : `${found}\n        ${escapeText(remedy)}`;
}
