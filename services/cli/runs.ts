import type { Command } from "commander";
import { InvalidArgumentError } from "commander";
import type { RunList } from "#schemas/api/run-list";
import type { RunSummary } from "#schemas/api/run-summary";
import { LockstepError } from "#services/core/errors";
import { renderRunsTerminal } from "#services/reports/render/render-runs-terminal";
import { openEstateViews } from "#services/running/views/open-estate-views";
import { addExamples } from "./add-examples.js";
import type { AddCommand, CommandContext } from "./command-context.js";
import { settingsOf } from "./open-estate.js";
import { printAnswer } from "./print-answer.js";
import { addServerOptions, type ServerOptions, withServer } from "./with-asked.js";

interface RunsOptions extends ServerOptions {
  readonly limit: number;
  readonly json?: boolean;
}

export const addRuns: AddCommand = (program, context) => {
  const command = program
    .command("runs")
    .description("recorded runs, newest first: what was due, what was looked at, and what came of it")
    .argument("[engine]", "only runs of this engine")
    .option("--limit <number>", "so many at most", parseLimit, 20)
    .option("--json", "print the answer as JSON");
  addExamples(addServerOptions(command), "runs", "runs tie --limit 50").action(
    async (engine: string | undefined, options: RunsOptions) => {
      const runs = await listRuns(engine, options, program, context);
      const answer: RunList = { schema: "lockstep/run-list@1", items: [...runs] };
      printAnswer(answer, () => renderRunsTerminal(runs), context, options);
    },
  );
};

async function listRuns(
  engine: string | undefined,
  options: RunsOptions,
  program: Command,
  context: CommandContext,
): Promise<readonly RunSummary[]> {
  const { server, limit } = options;
  if (server !== undefined)
    return await withServer(server, options, context, (estate) => estate.runs({ engine, limit }));
  const views = openEstateViews(settingsOf(program, context), { now: () => new Date() });
  try {
    const engineIds = engine === undefined ? undefined : [engine];
    const { value, fault } = await views.runs({ limit, engineIds });
    if (value !== undefined) return value.items;
    const { message = "", remedy } = fault ?? {};
    throw new LockstepError("store-unsound", message, { remedy });
  } finally {
    await views.close();
  }
}

function parseLimit(text: string): number {
  const limit = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= 200) return limit;
  throw new InvalidArgumentError("It is a whole number from 1 to 200.");
}
