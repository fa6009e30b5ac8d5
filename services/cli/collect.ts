import { setTimeout as sleep } from "node:timers/promises";
import { type Command, InvalidArgumentError } from "commander";
import { LockstepError } from "#services/core/errors";
import { describeAgreement, describePass } from "#services/reports/words/describe-collection";
import { type Collector, openCollector } from "#services/running/collector/open-collector";
import { readCollectorSettings } from "#services/running/collector/read-collector-settings";
import { addExamples } from "./add-examples.js";
import type { AddCommand, CommandContext } from "./command-context.js";
import { EXIT } from "./exit-codes.js";
import { createProgress } from "./progress.js";
import { reportError } from "./report-error.js";
import { untilInterrupted } from "./until-interrupted.js";

export const addCollect: AddCommand = (program, context, setExit) => {
  const collect = program
    .command("collect")
    .description("read engines here, and hand in what was seen to a service that cannot reach them")
    .option("--file <collector.yaml>", "what this collector knows of itself", "collector.yaml")
    .option("--server <url>", "the service (default: that of collector.yaml)")
    .option("--every <time>", "go on until stopped, a pass each such time: 15m, 1h", parseTime)
    .addHelpText("after", EXITS);
  addExamples(collect, "collect", "collect --server https://lockstep.hospital.test --every 15m").action(
    async (options: CollectOptions) => {
      setExit(
        await (options.every === undefined ? passOnce(options, context) : passAgain(options, options.every, context)),
      );
    },
  );
  collect
    .command("key")
    .description("print the entry of estate.yaml by which what this collector hands in counts; makes its key at first")
    .action(async () => {
      const settings = settingsOf(collect, context);
      const publicKey = await openCollector(settings).publicKey();
      context.stdout.write(`collectors:\n  - id: ${settings.collector}\n    publicKey: ${publicKey}\n`);
    });
  collect
    .command("agree")
    .description("show how the service asks this machine to read each node; with the digest shown, agree to it")
    .option("--digest <sha256>", "agree to exactly what this digest stands for")
    .action(async ({ digest }: { readonly digest?: string }) => {
      const collector = openCollector(settingsOf(collect, context));
      const asked = digest === undefined ? await collector.asked() : await collector.agree(digest);
      context.stdout.write(describeAgreement(asked, digest !== undefined));
      const isAgreed = digest !== undefined || asked.nodes.every((node) => node.isAgreed);
      setExit(isAgreed ? EXIT.ready : EXIT.unknown);
    });
};

interface CollectOptions {
  readonly file: string;
  readonly server?: string;
  readonly every?: number;
}

const EXITS = `
Exit: 0 handed in; 1 read, and waits here until the service is reached; 2 a node was not read, or the service will never take a look;
      64 usage.
`;

function settingsOf(collect: Command, { cwd, environment }: CommandContext) {
  const { file, server } = collect.opts<CollectOptions>();
  return readCollectorSettings({ cwd, environment, file, server });
}

async function passOnce({ file, server }: CollectOptions, context: CommandContext): Promise<number> {
  const { cwd, environment } = context;
  const settings = readCollectorSettings({ cwd, environment, file, server });
  const progress = createProgress(context.stderr);
  return await untilInterrupted(context, (stop) =>
    pass(openCollector(settings, { onProgress: progress.step, ...stop }), context),
  ).finally(progress.end);
}

/** As a service: one pass after the other; a pass that fails is told, and the next one comes at its time. */
async function passAgain({ file, server }: CollectOptions, everyMs: number, context: CommandContext): Promise<number> {
  const { cwd, environment } = context;
  const signal = context.catchInterrupts?.() ?? new AbortController().signal;
  let exit: number = EXIT.ready;
  while (!signal.aborted) {
    const settings = readCollectorSettings({ cwd, environment, file, server });
    const began = performance.now();
    try {
      exit = await pass(openCollector(settings, { signal }), context);
    } catch (error) {
      if (signal.aborted) break;
      if (error instanceof LockstepError && error.code === "collector-busy") throw error;
      exit = reportError(error, context);
    }
    const left = Math.max(0, everyMs - (performance.now() - began));
    await sleep(left, undefined, { signal }).catch(() => undefined);
  }
  return signal.aborted ? EXIT.ready : exit;
}

async function pass(collector: Collector, context: CommandContext): Promise<number> {
  const outcome = await collector.pass();
  context.stderr.write(describePass(outcome));
  const { engines, unread, refused } = outcome;
  if (engines === 0 || unread.length > 0 || refused.length > 0) return EXIT.unknown;
  return outcome.waiting > 0 ? EXIT.notReady : EXIT.ready;
}

const UNITS = { s: 1000, m: 60_000, h: 3_600_000 } as const;

function parseTime(text: string): number {
  const [, number = "", unit = ""] = /^(\d{1,5})([smh])$/.exec(text) ?? [];
  const ms = Number(number) * (UNITS[unit as keyof typeof UNITS] ?? 0);
  if (ms >= 10_000 && ms <= 86_400_000) return ms;
  throw new InvalidArgumentError("It is a time from 10s to 24h, such as 15m or 1h.");
}
