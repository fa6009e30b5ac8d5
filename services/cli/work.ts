import { readServiceSettings } from "#services/running/service/read-service-settings";
import { addExamples } from "./add-examples.js";
import type { AddCommand } from "./command-context.js";
import { namedEstate } from "./open-estate.js";
import { untilStopped } from "./until-stopped.js";
import { wholeNumber } from "./whole-number.js";

export const addWork: AddCommand = (program, context) => {
  const work = program
    .command("work")
    .description("a worker: does the jobs of a service on this machine, until it is stopped")
    .option("--service <file>", "service.yaml of several estates (default: LOCKSTEP_SERVICE_FILE, or one estate)")
    .option("--concurrency <jobs>", "jobs at once (default: one for each processor, at most 4)", wholeNumber(1, 32));
  addExamples(work, "work", "work --service service.yaml --concurrency 2").action(async (options: WorkOptions) => {
    const stop = context.catchInterrupts?.();
    const { cwd, environment } = context;
    const settings = readServiceSettings({ cwd, environment, estate: namedEstate(program), service: options.service });
    // Of all commands only a few need this: loading it would make each of the others start later.
    const { openWorker } = await import("#services/running/service/open-worker");
    const worker = await openWorker(settings, { concurrency: options.concurrency });
    try {
      await worker.begin();
      context.stderr.write(`lockstep: working for ${worker.estates.join(", ")}, ${worker.concurrency} jobs at once\n`);
      await untilStopped(stop);
    } finally {
      await worker.close();
    }
  });
};

interface WorkOptions {
  readonly service?: string;
  readonly concurrency?: number;
}
