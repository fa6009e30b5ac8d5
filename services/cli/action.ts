import type { Command } from "commander";
import type { ActionReport, ActionsReport } from "#schemas/actions-report";
import type { App } from "#services/app";
import { listActions } from "#services/reports/practice/list-actions";
import { renderActionTerminal } from "#services/reports/practice/render-action-terminal";
import { addExamples } from "./add-examples.js";
import type { AddCommand, CommandContext } from "./command-context.js";
import { openEstate } from "./open-estate.js";
import { parseDay } from "./parse-day.js";
import { printAnswer } from "./print-answer.js";
import { addServerOptions, assertHere, type ServerOptions } from "./with-asked.js";

export const addAction: AddCommand = (program, context) => {
  const action = program
    .command("action")
    .description("what is to be done after an exercise or an incident, with an owner and a day");
  addRaise(program, action, context);
  addClose(program, action, context);
  addList(program, action, context);
};

interface RaiseOptions extends ServerOptions {
  readonly what: string;
  readonly from: string;
  readonly owner: string;
  readonly due: string;
  readonly ticket?: string;
  readonly by: string;
  readonly json?: boolean;
}

function addRaise(program: Command, action: Command, context: CommandContext): void {
  const raise = action
    .command("raise")
    .description("put an action on record; the same one raised twice is one")
    .argument("<engine>")
    .requiredOption("--what <text>", "what is to be done")
    .requiredOption("--from <text>", "what it comes of: an exercise or an incident, by its name")
    .requiredOption("--owner <person>", "who sees to it")
    .requiredOption("--due <date>", "its last day, YYYY-MM-DD, to its end in UTC", parseDay)
    .requiredOption("--by <person>", "who raises it")
    .option("--ticket <number>", "the ticket under which it is done")
    .option("--json", "print the answer as JSON");
  addExamples(
    addServerOptions(raise),
    "action raise tie --what 'Renew the VPN route' --from 'incident INC0001' --owner 'Network team' --due 2026-12-18 --by 'A. Person'",
  ).action(async (engineId: string, { what, from, owner, due, ticket, by, ...options }: RaiseOptions) => {
    assertHere(options, "An action");
    const app = await openEstate(program, context);
    const asked = { what, from, owner, due, ticket: ticket ?? null, by };
    answer(await app.raiseAction(engineId, asked), context, options);
  });
}

interface CloseOptions extends ServerOptions {
  readonly note: string;
  readonly by: string;
  readonly json?: boolean;
}

function addClose(program: Command, action: Command, context: CommandContext): void {
  const close = action
    .command("close")
    .description("say that an action is done, by a further record")
    .argument("<action>", "its id, as 'lockstep action list' prints it")
    .requiredOption("--note <text>", "what was done")
    .requiredOption("--by <person>", "who says so")
    .option("--json", "print the answer as JSON");
  addExamples(
    addServerOptions(close),
    "action close a-1f0c9d2e --note 'Route renewed and tested' --by 'A. Person'",
  ).action(async (id: string, { note, by, ...options }: CloseOptions) => {
    assertHere(options, "An action");
    const app = await openEstate(program, context);
    answer(await app.closeAction({ id, note, by }), context, options);
  });
}

function addList(program: Command, action: Command, context: CommandContext): void {
  const list = action
    .command("list")
    .description("the actions that are open, what is due first, first")
    .argument("[engine]")
    .option("--all", "also those that are closed")
    .option("--json", "print the answer as JSON");
  addExamples(list, "action list", "action list tie --all").action(
    async (engineId: string | undefined, options: { readonly all?: true; readonly json?: boolean }) => {
      const app = await openEstate(program, context);
      const actions = (await app.actions())
        .filter((each) => engineId === undefined || each.engineId === engineId)
        .filter(({ standing }) => options.all === true || standing !== "closed");
      const report: ActionsReport = { schema: "lockstep/actions@1", at: new Date().toISOString(), actions };
      printAnswer(report, () => listActions(report), context, options);
    },
  );
}

function answer(
  { action, wasKnown, warnings }: Awaited<ReturnType<App["raiseAction"]>>,
  context: CommandContext,
  options: { readonly json?: boolean },
): void {
  const report: ActionReport = { schema: "lockstep/action-report@1", action, wasKnown, warnings: [...warnings] };
  printAnswer(report, () => renderActionTerminal(report), context, options);
}
