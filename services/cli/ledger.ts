import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Command } from "commander";
import type { LedgerAcceptRestoreReport } from "#schemas/ledger-accept-restore-report";
import type { LedgerAnchorReport } from "#schemas/ledger-anchor-report";
import type { LedgerPurgeReport } from "#schemas/ledger-purge-report";
import type { LedgerVerifyReport } from "#schemas/ledger-verify-report";
import { LockstepError } from "#services/core/errors";
import { escapeText } from "#services/core/text/escape-text";
import { addExamples } from "./add-examples.js";
import type { AddCommand, CommandContext } from "./command-context.js";
import { EXIT } from "./exit-codes.js";
import { openEstate } from "./open-estate.js";
import { addHead, type KeptHead } from "./parse-head.js";
import { printAnswer } from "./print-answer.js";

export const addLedger: AddCommand = (program, context, setExit) => {
  const ledger = program.command("ledger").description("the append-only record of runs and decisions");
  addVerify(program, ledger, context, setExit);
  addPurge(program, ledger, context);
  addAcceptRestore(program, ledger, context);
  addAnchor(program, ledger, context);
};

type SetExit = Parameters<AddCommand>[2];

function addVerify(program: Command, ledger: Command, context: CommandContext, setExit: SetExit): void {
  const verify = ledger
    .command("verify")
    .description("walk the whole chain and every signature")
    .option(
      "--head <seq:hash>",
      "a record that was mailed: the chain must still hold it; may be given again",
      addHead,
      [],
    )
    .option("--json", "print the answer as JSON");
  addExamples(verify, "ledger verify", "ledger verify --head 41:sha256:…").action(async (options: VerifyOptions) => {
    const app = await openEstate(program, context);
    const verdict = await app.ledger.verify(options.head);
    const answer: LedgerVerifyReport = { schema: "lockstep/ledger-verify@1", ...verdict };
    const held = options.head.map(({ seq }) => `It holds record ${seq} as it was noted.`);
    const text = answer.sound
      ? [
          `The ledger is sound: ${answer.records} records, newest ${answer.head ?? "none"}.`,
          ROLLBACK[answer.rollback],
          ...held,
        ].join("\n")
      : `The ledger is BROKEN: ${answer.problem}`;
    printAnswer(answer, () => text, context, options);
    setExit(answer.sound ? EXIT.ready : EXIT.notReady);
  });
}

function addAnchor(program: Command, ledger: Command, context: CommandContext): void {
  const anchor = ledger
    .command("anchor")
    .description("record where the ledger stood at the end of the last month, once; a check does so by itself")
    .option("--json", "print the answer as JSON");
  addExamples(anchor, "ledger anchor").action(async (options: { readonly json?: boolean }) => {
    const app = await openEstate(program, context);
    const found = await app.anchorLedger();
    const answer: LedgerAnchorReport = { schema: "lockstep/ledger-anchor@1", anchor: found ?? null };
    const text = (): string =>
      found === undefined
        ? "The first month is not over: there is nothing to anchor."
        : `The newest record of ${found.month} is ${found.seq}:${found.hash}. Note it where nobody can write it anew; 'lockstep ledger verify --head' holds the chain against it.`;
    printAnswer(answer, text, context, options);
  });
}

interface VerifyOptions {
  readonly head: readonly KeptHead[];
  readonly json?: boolean;
}

const ROLLBACK = {
  none: "It was not set back: it goes on from the newest record that this machine has seen.",
  "not-checked": "Whether it was set back was not checked here: hold the newest record against one noted elsewhere.",
} as const;

interface PurgeOptions {
  readonly blob?: string;
  readonly engine?: string;
  readonly path?: string;
  readonly reason: string;
  readonly actor: string;
  readonly json?: boolean;
}

function addPurge(program: Command, ledger: Command, context: CommandContext): void {
  const purge = ledger
    .command("purge")
    .description("take leaked content out of the repository, with a record; the chain stays sound")
    .option("--blob <id>", "the Git object that holds what leaked")
    .option("--engine <engine>", "with --path: the engine that it was read from")
    .option(
      "--path <path>",
      "with --engine: a file or folder as it stands below a snapshot; every version goes, of a folder what it alone holds",
    )
    .requiredOption("--reason <text>", "why; never what")
    .requiredOption("--actor <person>", "who decides")
    .option("--json", "print the answer as JSON");
  addExamples(
    purge,
    "ledger purge --blob 5e1c… --reason 'patient data in a script' --actor 'A. Person'",
    "ledger purge --engine tie --path channels/pas-adt-in~5a1c0001 --reason '…' --actor 'A. Person'",
  ).action(async (options: PurgeOptions) => {
    const target = targetOf(options);
    const app = await openEstate(program, context);
    const { blobs, shared, commits, record } = await app.purge({
      ...target,
      reason: options.reason,
      actor: options.actor,
    });
    const kept = (await app.packs.list()).flatMap(({ asked, made }) => (made ? [app.packs.fileOf(asked.id)] : []));
    const answer: LedgerPurgeReport = {
      schema: "lockstep/ledger-purge@1",
      blobs: [...blobs],
      shared: [...shared],
      commits,
      record: record === undefined ? null : { seq: record.seq, hash: record.hash },
      keptPacks: kept,
    };
    const text = [
      `Purged ${blobs.length} blob(s); ${commits} commit(s) were made again. Throw away older clones and backups.`,
      ...(shared.length === 0 ? [] : [`Left, since other artefacts hold the same: ${shared.join(", ")}.`, LEFT]),
      ...(kept.length === 0 ? [] : [packsHint(kept)]),
      ...(commits > 0 && existsSync(join(app.settings.folder, ".git")) ? [resetHint(app.settings.folder)] : []),
      "Run 'lockstep check': where it calls something purged 'unknown', adopt a new baseline.",
    ];
    printAnswer(answer, () => text.join("\n"), context, options);
  });
}

/** The clone holds the old commits, and whatever is pushed from it would bring them back. */
function resetHint(folder: string): string {
  return `In ${escapeText(folder)} run 'git fetch && git reset --hard origin/main'; put aside first what you did not push: it goes.`;
}

/** A pack is what it was signed as: nothing can be taken out of it. */
function packsHint(files: readonly string[]): string {
  const folder = escapeText(dirname(files[0] ?? ""));
  return `${files.length} evidence pack(s) in ${folder} were made before and may hold it: delete those that do, have them made again, and tell whoever was given one.`;
}

const LEFT = "Look at each with 'git show'; where one holds the leak, purge it everywhere with --blob.";

interface AcceptOptions {
  readonly reason: string;
  readonly actor: string;
  readonly json?: boolean;
}

function addAcceptRestore(program: Command, ledger: Command, context: CommandContext): void {
  const accept = ledger
    .command("accept-restore")
    .description(
      "let a store that was restored from a backup count again, with a record; every engine is to be checked anew",
    )
    .requiredOption("--reason <text>", "why it was restored")
    .requiredOption("--actor <person>", "who decides")
    .option("--json", "print the answer as JSON");
  addExamples(
    accept,
    "ledger accept-restore --reason 'disk replaced, backup of 22 November' --actor 'A. Person'",
  ).action(async (options: AcceptOptions) => {
    const app = await openEstate(program, context);
    const { accepted, record } = await app.acceptRestore({ reason: options.reason, actor: options.actor });
    const answer: LedgerAcceptRestoreReport = {
      schema: "lockstep/ledger-accept-restore@1",
      accepted: [...accepted],
      record: { seq: record.seq, hash: record.hash },
    };
    const text = [...accepted, `Accepted by ${options.actor}, ledger record ${record.seq}. Now run 'lockstep check'.`];
    printAnswer(answer, () => text.map((line) => escapeText(line)).join("\n"), context, options);
  });
}

function targetOf({ blob, engine, path }: PurgeOptions): PurgeTarget {
  if (blob !== undefined && engine === undefined && path === undefined) return { blob };
  if (blob === undefined && engine !== undefined && path !== undefined) return { engineId: engine, path };
  throw new LockstepError("usage", "Say what to purge: either --blob, or --engine and --path together.");
}

type PurgeTarget = { readonly blob: string } | { readonly engineId: string; readonly path: string };
