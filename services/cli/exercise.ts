import { type Command, Option } from "commander";
import type { ExerciseKind, ExerciseOutcome } from "#schemas/exercise";
import type { ExerciseReport, ExercisesReport } from "#schemas/exercise-report";
import { parseActionWords } from "#services/core/action/parse-action-words";
import { listExercises } from "#services/reports/practice/list-exercises";
import { renderExerciseTerminal } from "#services/reports/practice/render-exercise-terminal";
import { addExamples } from "./add-examples.js";
import type { AddCommand, CommandContext } from "./command-context.js";
import { openEstate } from "./open-estate.js";
import { printAnswer } from "./print-answer.js";
import { wholeNumber } from "./whole-number.js";
import { addServerOptions, assertHere, type ServerOptions } from "./with-asked.js";

export const addExercise: AddCommand = (program, context) => {
  const exercise = program
    .command("exercise")
    .description("failovers and restores that were practised: what proves that it works");
  addRecord(program, exercise, context);
  addList(program, exercise, context);
};

interface RecordOptions extends ServerOptions {
  readonly kind: ExerciseKind;
  readonly started: string;
  readonly ended: string;
  readonly outcome: ExerciseOutcome;
  readonly cleanedUp: "yes" | "no";
  readonly before: string;
  readonly after: string;
  readonly rtoMinutes?: number;
  readonly lesson: readonly string[];
  readonly action: readonly string[];
  readonly by: string;
  readonly json?: boolean;
}

function addRecord(program: Command, exercise: Command, context: CommandContext): void {
  const record = exercise
    .command("record")
    .description("put an exercise on record; recorded again, for its clean-up, the last word counts")
    .argument("<engine>")
    .addOption(choice("--kind <kind>", "what was practised", ["failover", "restore", "table-top"]))
    .requiredOption("--started <instant>", "when it began, with its zone: 2026-10-13T09:30:00+01:00")
    .requiredOption("--ended <instant>", "when it was over")
    .addOption(choice("--outcome <outcome>", "how it went", ["passed", "partly", "failed"]))
    .addOption(choice("--cleaned-up <answer>", "whether it was failed back, and nothing left behind", ["yes", "no"]))
    .requiredOption("--by <person>", "who records it")
    .option("--before <commit>", "a snapshot seen before it, or 'latest': the last check before it began", "latest")
    .option("--after <commit>", "a snapshot seen after it, or 'latest': the last check since it ended", "latest")
    .option(
      "--rto-minutes <minutes>",
      "how long it may take (default: the objectives of policy/runbook.yaml)",
      wholeNumber(1, 44_640),
    )
    .option("--lesson <text>", "what was learnt; may be given several times", collect, [])
    .option("--action <what;owner;due>", "what is to be done; may be given several times", collect, [])
    .option("--json", "print the answer as JSON");
  addExamples(
    addServerOptions(record),
    "exercise record tie --kind failover --started 2026-10-13T09:30:00+01:00 --ended 2026-10-13T10:20:00+01:00 --outcome passed --cleaned-up yes --rto-minutes 60 --lesson 'The VPN route was missing' --action 'Renew the VPN route;Network team;2026-12-18' --by 'A. Person'",
  ).action(async (engineId: string, options: RecordOptions) => {
    assertHere(options, "An exercise");
    const actions = options.action.map(parseActionWords);
    const app = await openEstate(program, context);
    const { kind, started: startedAt, ended: endedAt, outcome, lesson: lessons, rtoMinutes, by } = options;
    const { before, after } = options;
    const cleanedUp = options.cleanedUp === "yes";
    const asked = { kind, startedAt, endedAt, outcome, cleanedUp, lessons, rtoMinutes, by, before, after, actions };
    const { recorded, wasKnown, actions: raised, warnings } = await app.recordExercise(engineId, asked);
    const { hash: _hash, ...shown } = recorded;
    const { lastProven = null } = (await app.ready(engineId)).ready;
    const report: ExerciseReport = {
      schema: "lockstep/exercise-report@1",
      ...{ recorded: shown, wasKnown, actions: [...raised], warnings: [...warnings], lastProven },
    };
    printAnswer(report, () => renderExerciseTerminal(report), context, options);
  });
}

function collect(text: string, before: readonly string[]): readonly string[] {
  return [...before, text];
}

function choice(flags: string, description: string, choices: readonly string[]): Option {
  return new Option(flags, description).choices(choices).makeOptionMandatory();
}

function addList(program: Command, exercise: Command, context: CommandContext): void {
  const list = exercise
    .command("list")
    .description("the exercises on record, the newest first")
    .argument("[engine]")
    .option("--json", "print the answer as JSON");
  addExamples(list, "exercise list", "exercise list tie").action(
    async (engineId: string | undefined, options: { readonly json?: boolean }) => {
      const app = await openEstate(program, context);
      const exercises = (await app.exercises())
        .filter(({ exercise }) => engineId === undefined || exercise.engineId === engineId)
        .map(({ hash: _hash, ...shown }) => shown);
      const report: ExercisesReport = { schema: "lockstep/exercises@1", at: new Date().toISOString(), exercises };
      printAnswer(report, () => listExercises(report), context, options);
    },
  );
}
