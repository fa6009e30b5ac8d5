import type { AlignCheckReport, AlignPlan } from "#schemas/align-plan";
import type { App } from "#services/app";
import { LockstepError } from "#services/core/errors";
import { renderAlignCheckTerminal, renderAlignTerminal } from "#services/reports/render/render-align-terminal";
import { addExamples } from "./add-examples.js";
import { type AddCommand, type CommandContext, layoutOf } from "./command-context.js";
import { EXIT } from "./exit-codes.js";
import { openEstate } from "./open-estate.js";
import { printAnswer } from "./print-answer.js";
import { createProgress } from "./progress.js";
import { untilInterrupted } from "./until-interrupted.js";
import { warnNotInForce } from "./warn-not-in-force.js";

interface AlignFlags {
  readonly node?: string;
  readonly out?: string;
  readonly allowDeletions?: boolean;
  readonly check?: string;
  readonly json?: boolean;
}

export const addAlign: AddCommand = (program, context, setExit) => {
  const command = program
    .command("align")
    .description(
      "write what makes a node equal to the approved baseline: package, rollback, ordered steps; nothing is written to an engine",
    )
    .argument("[engine]", "the engine whose node is behind")
    .option("--node <node>", "which node (default: the designated standby; production only where a restore was agreed)")
    .option("--out <folder>", "folder to write to; it must be empty or not there yet (default: a new one here)")
    .option("--allow-deletions", "plan deletions, too, as the last step")
    .option("--check <plan>", "instead: may this plan.json still be carried out? 0 yes, 1 stale or done, 2 cannot tell")
    .option("--json", "print the answer as JSON");
  addExamples(
    command,
    "align tie",
    "align tie --out ./align --allow-deletions",
    "align --check ./align/plan.json",
  ).action(async (engineId: string | undefined, flags: AlignFlags) => {
    const app = await openEstate(program, context);
    await warnNotInForce(app, context);
    if (flags.check !== undefined) setExit(await checkPlan(app, flags.check, flags, context));
    else setExit(await align(app, assertNamed(engineId), flags, context));
  });
};

function assertNamed(engineId: string | undefined): string {
  if (engineId !== undefined) return engineId;
  throw new LockstepError("usage", "Name an engine, or a plan with --check: lockstep align <engine>.");
}

async function align(app: App, engineId: string, flags: AlignFlags, context: CommandContext): Promise<number> {
  const { node: nodeId, out, allowDeletions = false } = flags;
  const progress = createProgress(context.stderr);
  const report = await untilInterrupted(context, (options) =>
    app.align(engineId, { nodeId, out, allowDeletions, cwd: context.cwd, onProgress: progress.step, ...options }),
  ).finally(progress.end);
  printAnswer(report, () => renderAlignTerminal(report, layoutOf(context)), context, flags);
  return exitOfPlan(report.plan);
}

/** A plan that leaves something as it is does not make the node equal. */
function exitOfPlan({ complete }: AlignPlan): number {
  return complete ? EXIT.ready : EXIT.notReady;
}

async function checkPlan(app: App, plan: string, flags: AlignFlags, context: CommandContext): Promise<number> {
  const progress = createProgress(context.stderr);
  const report = await untilInterrupted(context, (options) =>
    app.checkPlan(plan, { cwd: context.cwd, onProgress: progress.step, ...options }),
  ).finally(progress.end);
  printAnswer(report, () => renderAlignCheckTerminal(report, layoutOf(context)), context, flags);
  return EXITS[report.state];
}

const EXITS: Readonly<Record<AlignCheckReport["state"], number>> = {
  valid: EXIT.ready,
  stale: EXIT.notReady,
  "carried-out": EXIT.notReady,
  unknown: EXIT.unknown,
};
