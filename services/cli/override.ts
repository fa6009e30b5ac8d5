import { type Command, InvalidArgumentError, Option } from "commander";
import type { OverrideReport } from "#schemas/override-report";
import type { App } from "#services/app";
import { escapeText } from "#services/core/text/escape-text";
import { describeOverride } from "#services/reports/words/describe-override";
import { wordOf } from "#services/reports/words/standing";
import { addExamples } from "./add-examples.js";
import { askReady } from "./ask-ready.js";
import type { AddCommand, CommandContext } from "./command-context.js";
import { EXIT } from "./exit-codes.js";
import { openEstate } from "./open-estate.js";
import { printAnswer } from "./print-answer.js";
import { addServerOptions, assertHere, type ServerOptions } from "./with-asked.js";

export const addOverride: AddCommand = (program, context) => {
  const override = program
    .command("override")
    .description("break-glass: the word of a person in the place of readiness");
  addGrant(program, override, context);
  addEnd(program, override, context);
  addTicket(program, override, context);
};

function addGrant(program: Command, override: Command, context: CommandContext): void {
  const grant = override
    .command("grant", { isDefault: true })
    .description(
      "set named reasons against readiness aside for some hours, on record for ever; 'grant' may be left out",
    )
    .argument("<engine>")
    .addOption(
      new Option(
        "--set-aside <codes>",
        "the codes of the reasons, with commas: 'lockstep ready' prints them; never all",
      )
        .argParser(collect)
        .makeOptionMandatory(),
    )
    .requiredOption("--reason <text>", "why it cannot wait")
    .requiredOption("--ticket <number>", "the ticket it rests on, or 'to-follow'")
    .requiredOption("--by <person>", "who decides")
    .option("--second <person>", "a second person who agrees, where policy wants one")
    .option("--hours <hours>", "how long (default: 24, or what policy allows where that is less)", parseHours)
    .option("--json", "print the answer as JSON");
  addExamples(
    addServerOptions(grant),
    "override tie --set-aside parity --reason 'theatre list moves tonight' --ticket CHG0030009 --by 'A. Person'",
  ).action(async (engineId: string, { setAside, ticket, hours, ...options }: GrantOptions) => {
    assertHere(options, "An override");
    const app = await openEstate(program, context);
    const request = {
      codes: setAside,
      reason: options.reason,
      ticket: ticket === TO_FOLLOW ? null : ticket,
      by: options.by,
      second: options.second ?? null,
      hours,
    };
    await answer({ app, engineId, act: "granted", context, options }, await app.override(engineId, request));
  });
}

const TO_FOLLOW = "to-follow";

interface CommonOptions extends ServerOptions {
  readonly by: string;
  readonly json?: boolean;
}

interface GrantOptions extends CommonOptions {
  readonly setAside: readonly string[];
  readonly reason: string;
  readonly ticket: string;
  readonly second?: string;
  readonly hours?: number;
}

function collect(text: string, before: readonly string[] = []): readonly string[] {
  const codes = text.split(",").map((code) => code.trim());
  return [...before, ...codes.filter((code) => code !== "")];
}

function parseHours(text: string): number {
  const hours = Number(text);
  if (text.trim() !== "" && Number.isFinite(hours)) return hours;
  throw new InvalidArgumentError("It is a number of hours.");
}

function parseRecord(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It is the number of a ledger record.");
}

type MeantOptions = CommonOptions & { readonly record?: number };

function addEnd(program: Command, override: Command, context: CommandContext): void {
  const end = override
    .command("end")
    .description("end overrides before their time, by a further record")
    .argument("<engine>")
    .requiredOption("--by <person>", "who ends it")
    .option("--reason <text>", "why")
    .option("--record <number>", "of several, the one of this ledger record (default: all)", parseRecord)
    .option("--json", "print the answer as JSON");
  addExamples(addServerOptions(end), "override end tie --by 'A. Person'").action(
    async (engineId: string, options: MeantOptions & { readonly reason?: string }) => {
      assertHere(options, "An override");
      const app = await openEstate(program, context);
      const { by, record, reason = null } = options;
      const ended = await app.endOverride(engineId, { by, record, reason });
      await answer({ app, engineId, act: "ended", context, options }, ended);
    },
  );
}

function addTicket(program: Command, override: Command, context: CommandContext): void {
  const naming = override
    .command("ticket")
    .description("name the ticket that was to follow")
    .argument("<engine>")
    .argument("<number>")
    .requiredOption("--by <person>", "who names it")
    .option("--record <number>", "of several, the override of this ledger record", parseRecord)
    .option("--json", "print the answer as JSON");
  addExamples(addServerOptions(naming), "override ticket tie CHG0030009 --by 'A. Person'").action(
    async (engineId: string, ticket: string, options: MeantOptions) => {
      assertHere(options, "An override");
      const app = await openEstate(program, context);
      const { by, record } = options;
      const named = await app.nameOverrideTicket(engineId, { by, record, ticket });
      await answer({ app, engineId, act: "ticket-named", context, options }, named);
    },
  );
}

interface Answering {
  readonly app: App;
  readonly engineId: string;
  readonly act: OverrideReport["act"];
  readonly context: CommandContext;
  readonly options: { readonly json?: boolean };
}

/** Says what was done and what the verdict is from now on, which is not the exit: the command did what was asked. */
async function answer(
  { app, engineId, act, context, options }: Answering,
  { overrides, records, setAside, warnings }: Awaited<ReturnType<App["override"]>>,
): Promise<void> {
  for (const warning of warnings) context.stderr.write(`lockstep: ${escapeText(warning)}\n`);
  const { ready, exit } = await askReady(app, engineId);
  const report: OverrideReport = {
    schema: "lockstep/override-report@1",
    engineId,
    act,
    overrides: [...overrides],
    setAside: [...setAside],
    records: records.map(({ seq, hash }) => ({ seq, hash })),
    warnings: [...warnings],
    ready,
  };
  printAnswer(report, () => describe(report, exit === EXIT.overridden), context, options);
}

function describe({ act, engineId, overrides, setAside, records, ready }: OverrideReport, byOverride: boolean): string {
  const shown = overrides.map((override) => describeOverride(override, ready.setAside ?? []));
  const covered = setAside.flatMap(({ code, messages }) => messages.map((message) => `  ${code}: ${message}`));
  const recorded = `Ledger ${records.length === 1 ? "record" : "records"} ${records.map(({ seq }) => seq).join(", ")}.`;
  const verdict = `'${engineId}' is now ${wordOf({ verdict: ready.verdict, byOverride })}.`;
  const left = ready.reasons.filter((reason) => reason.verdict !== "ready");
  const counting = left.map(({ code, message }) => `  still counts: ${code}: ${message}`);
  const what = { granted: [...shown, ...covered, COVERED], ended: ended(overrides), "ticket-named": named(overrides) };
  return [...what[act], recorded, verdict, ...counting].map((line) => escapeText(line)).join("\n");
}

const COVERED = "It covers that and nothing else: what differs otherwise, or comes anew, counts as before.";

function ended(overrides: OverrideReport["overrides"]): string[] {
  return overrides.map(({ record, by }) => `Ended: the override of ledger record ${record} by ${by}.`);
}

function named(overrides: OverrideReport["overrides"]): string[] {
  return overrides.map(({ record, ticket }) => `The override of ledger record ${record} rests on ${ticket ?? ""}.`);
}
