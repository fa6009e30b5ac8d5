import { Command, CommanderError } from "commander";
import type { AddCommand } from "./command-context.js";

/** Every command, in the order of the help: one line each. */
const COMMANDS: Readonly<Record<string, () => Promise<AddCommand>>> = {
  init: async () => (await import("./init.js")).addInit,
  doctor: async () => (await import("./doctor.js")).addDoctor,
  validate: async () => (await import("./validate.js")).addValidate,
  check: async () => (await import("./check.js")).addCheck,
  compare: async () => (await import("./compare.js")).addCompare,
  change: async () => (await import("./change.js")).addChange,
  ready: async () => (await import("./ready.js")).addReady,
  explain: async () => (await import("./explain.js")).addExplain,
  align: async () => (await import("./align.js")).addAlign,
  runbook: async () => (await import("./runbook.js")).addRunbook,
  show: async () => (await import("./show.js")).addShow,
  runs: async () => (await import("./runs.js")).addRuns,
  baseline: async () => (await import("./baseline.js")).addBaseline,
  policy: async () => (await import("./policy.js")).addPolicy,
  tickets: async () => (await import("./tickets.js")).addTickets,
  waive: async () => (await import("./waive.js")).addWaive,
  override: async () => (await import("./override.js")).addOverride,
  exercise: async () => (await import("./exercise.js")).addExercise,
  action: async () => (await import("./action.js")).addAction,
  review: async () => (await import("./review.js")).addReview,
  protect: async () => (await import("./protect.js")).addProtect,
  "cab-pack": async () => (await import("./cab-pack.js")).addCabPack,
  ledger: async () => (await import("./ledger.js")).addLedger,
  notices: async () => (await import("./notices.js")).addNotices,
  "service-levels": async () => (await import("./service-levels.js")).addServiceLevels,
  evidence: async () => (await import("./evidence.js")).addEvidence,
  trace: async () => (await import("./trace.js")).addTrace,
  serve: async () => (await import("./serve.js")).addServe,
  work: async () => (await import("./work.js")).addWork,
  watchdog: async () => (await import("./watchdog.js")).addWatchdog,
  token: async () => (await import("./token.js")).addToken,
  keys: async () => (await import("./keys.js")).addKeys,
  access: async () => (await import("./access.js")).addAccess,
  people: async () => (await import("./people.js")).addPeople,
  collect: async () => (await import("./collect.js")).addCollect,
  demo: async () => (await import("./demo.js")).addDemo,
};

/**
 * Loads what these arguments ask for: the one command that they name, none for the version alone, and every command where all
 * of them are to be shown or searched. Most of the time that a command takes to start is loading.
 */
export async function loadCommands(args: readonly string[]): Promise<readonly AddCommand[]> {
  const { name, isVersion } = readAsked(args);
  const load = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (load !== undefined) return [await load()];
  if (isVersion) return [];
  return await Promise.all(Object.values(COMMANDS).map((one) => one()));
}

interface Asked {
  /** The first word that is no option, as the program itself would find it. */
  readonly name: string | undefined;
  readonly isVersion: boolean;
}

/** What is wrong with the arguments is told by the program itself. */
function readAsked(args: readonly string[]): Asked {
  const reader = new Command().option("--estate <folder>").option("-V, --version").exitOverride();
  reader.configureOutput({ writeErr: () => undefined });
  try {
    const { operands } = reader.parseOptions([...args]);
    return { name: operands[0], isVersion: reader.opts<{ version?: true }>().version === true };
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { name: undefined, isVersion: false };
  }
}
