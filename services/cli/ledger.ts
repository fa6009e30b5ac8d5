import type { AddCommand } from "./command-context.js";
import { EXIT } from "./exit-codes.js";
import { openEstate } from "./open-estate.js";

export const addLedger: AddCommand = (program, context, setExit) => {
  const ledger = program.command("ledger").description("the append-only record of runs and decisions");
  ledger
    .command("verify")
    .description("walk the whole chain and every signature")
    .option("--json", "print the answer as JSON")
    .action(async ({ json }: { json?: boolean }) => {
      const app = await openEstate(program, context);
      const state = await app.ledger.verify();
      const text = state.sound
        ? `The ledger is sound: ${state.records} records, newest ${state.head ?? "none"}.`
        : `The ledger is BROKEN: ${state.problem}`;
      context.stdout.write(json ? `${JSON.stringify(state, null, 2)}\n` : `${text}\n`);
      setExit(state.sound ? EXIT.ready : EXIT.notReady);
    });
  ledger
    .command("purge")
    .description("take a leaked blob out of the repository, with a record; the chain stays sound")
    .requiredOption("--blob <id>", "the Git object that holds what leaked")
    .requiredOption("--reason <text>", "why; never what")
    .requiredOption("--actor <person>", "who decides")
    .action(async (options: { blob: string; reason: string; actor: string }) => {
      const app = await openEstate(program, context);
      const { blobs, commits } = await app.purge(options);
      context.stdout.write(
        `Purged ${blobs.length} blob(s); ${commits} commit(s) were made again. Throw away older clones and backups.\n`,
      );
    });
};
