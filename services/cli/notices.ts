import { type Command, InvalidArgumentError } from "commander";
import type { NoticesReport, StandingNotice } from "#schemas/notices-report";
import { type App, openApp } from "#services/app";
import { type Notices, openNotices } from "#services/compose/notices/open-notices";
import { LockstepError } from "#services/core/errors";
import { escapeText } from "#services/core/text/escape-text";
import { readServiceSettings } from "#services/running/service/read-service-settings";
import { addExamples } from "./add-examples.js";
import type { AddCommand, CommandContext } from "./command-context.js";
import { EXIT } from "./exit-codes.js";
import { namedEstate, openEstate } from "./open-estate.js";
import { printAnswer } from "./print-answer.js";
import { untilInterrupted } from "./until-interrupted.js";

export const addNotices: AddCommand = (program, context, setExit) => {
  const notices = program.command("notices").description("who was told of what, and who has seen it");
  addList(program, notices, context);
  addSeen(program, notices, context);
  addTest(program, notices, context);
  addTell(program, notices, { context, setExit });
};

function addList(program: Command, notices: Command, context: CommandContext): void {
  const list = notices
    .command("list", { isDefault: true })
    .description("what was told and stands; 'list' may be left out")
    .option("--json", "print the answer as JSON");
  addExamples(list, "notices").action(async (options: { readonly json?: boolean }) => {
    const people = openNotices(await openEstate(program, context));
    const report: NoticesReport = { schema: "lockstep/notices@1", notices: [...(await people.standing())] };
    printAnswer(report, () => describe(report.notices), context, options);
  });
}

function describe(standing: readonly StandingNotice[]): string {
  if (standing.length === 0) return "Nothing stands that people were told of.";
  return standing
    .map(({ record, since, channel, level, state, matter, seenBy }) => {
      const to = level === 0 ? channel : `${channel} (level ${level})`;
      const seen = seenBy === null ? "nobody has said 'seen'" : `seen by ${seenBy}`;
      return escapeText(`${record}  ${since}  ${to}  ${state}: ${matter.title} (${seen})`);
    })
    .join("\n");
}

function addSeen(program: Command, notices: Command, context: CommandContext): void {
  const seen = notices
    .command("seen")
    .description("say that you have seen a notice: nobody else is told because of it, and no verdict changes")
    .argument("[record]", "the number in the message (default: everything that stands)", parseRecord)
    .requiredOption("--by <person>", "who has seen it");
  addExamples(seen, "notices seen 41 --by 'A. Person'").action(
    async (record: number | undefined, { by }: { readonly by: string }) => {
      const people = openNotices(await openEstate(program, context));
      const { seq } = await people.seen({ record, by });
      context.stdout.write(`On record ${seq}: ${escapeText(by)} has seen it.\n`);
    },
  );
}

function addTest(program: Command, notices: Command, context: CommandContext): void {
  const test = notices
    .command("test")
    .description("send a message by one channel that says that it is a trial")
    .argument("<channel>")
    .option("--service <file>", SERVICE);
  addExamples(test, "notices test on-call").action(async (channel: string, options: ServiceOptions) => {
    const people = await openWithMail(program, context, options);
    await untilInterrupted(context, ({ signal }) => people.tryChannel(channel, signal));
    context.stdout.write(`${escapeText(channel)} took the message.\n`);
  });
}

interface Setting {
  readonly context: CommandContext;
  readonly setExit: (code: number) => void;
}

function addTell(program: Command, notices: Command, { context, setExit }: Setting): void {
  const tell = notices
    .command("tell")
    .description("tell people what stands by the last verdicts, as the service does after each run: once a state")
    .option("--digest", "send the nightly digest and the ledger's head instead")
    .option("--service <file>", SERVICE);
  addExamples(tell, "notices tell", "notices tell --digest").action(
    async ({ digest, ...options }: ServiceOptions & { readonly digest?: boolean }) => {
      const people = await openWithMail(program, context, options);
      const { sent, failed } = await untilInterrupted(context, ({ signal }) =>
        digest ? people.nightly(signal) : people.tell([], signal),
      );
      for (const { channel, code } of failed) context.stderr.write(`lockstep: ${channel} did not take it (${code})\n`);
      context.stdout.write(`${sent} sent.\n`);
      if (failed.length > 0) setExit(EXIT.unknown);
    },
  );
}

const SERVICE = "service.yaml with the mail server (default: LOCKSTEP_SERVICE_FILE)";

interface ServiceOptions {
  readonly service?: string;
}

/** With the mail server of the service, where its file names one and this estate. */
async function openWithMail(program: Command, context: CommandContext, { service }: ServiceOptions): Promise<Notices> {
  const { cwd, environment } = context;
  const app = await openEstateOf(program, context, service);
  const named = { estate: namedEstate(program) ?? app.settings.folder, service };
  const { estates } = readServiceSettings({ cwd, environment, ...named });
  const own = estates.find(({ storeDir }) => storeDir === app.settings.storeDir);
  return openNotices(app, { notices: own?.notices });
}

/** The estate that is named or stood in; else the one of the service. @throws LockstepError `estate-not-found`, `usage` where the service has several */
async function openEstateOf(program: Command, context: CommandContext, service: string | undefined): Promise<App> {
  const { cwd, environment } = context;
  const file = service ?? environment["LOCKSTEP_SERVICE_FILE"];
  const isNamed = namedEstate(program) !== undefined || environment["LOCKSTEP_ESTATE"] !== undefined;
  try {
    return await openEstate(program, context);
  } catch (error) {
    const isNowhere = error instanceof LockstepError && error.code === "estate-not-found";
    if (!isNowhere || isNamed || file === undefined || file === "") throw error;
  }
  const [only, ...others] = readServiceSettings({ cwd, environment, service: file }).estates;
  if (only !== undefined && others.length === 0) return await openApp(only);
  throw new LockstepError("usage", `${file} has several estates: --estate is needed, with the folder of one.`);
}

function parseRecord(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It is the number of a ledger record.");
}
