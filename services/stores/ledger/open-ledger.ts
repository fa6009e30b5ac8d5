import type { LedgerRecord } from "#schemas/ledger-record";
import type { LedgerHead } from "#services/core/notices/letter";
import { sealPeople } from "#services/core/people/seal-people";
import type { Ledger } from "#services/ports/estate-repository";
import type { GitContext } from "#services/stores/git/git-context";
import { type AppendedBeside, appendRecord, type LedgerEntry } from "./append-record.js";
import { findHeadFault } from "./find-head-fault.js";
import { readOccasions } from "./occasion-index.js";
import { openLedgerMark } from "./open-ledger-mark.js";
import { readHead } from "./read-head.js";
import { readRecords } from "./read-records.js";
import { verifyLedger } from "./verify-ledger.js";

/** The ledger as it lies in Git. */
export interface GitLedger extends Ledger {
  /** Appends a record together with files and moves of references: all become visible at once, or nothing does. */
  appendWith(entry: LedgerEntry, beside: Omit<AppendedBeside, "once" | "isNext">): Promise<LedgerRecord>;
  /** The newest record and the commit that sealed it; `undefined` where there is none, or the commit does not say. */
  head(): Promise<LedgerHead | undefined>;
}

/** Opens the ledger of an estate repository. Appends of one process wait for each other; those of others are retried. */
export function openLedger(context: GitContext): GitLedger {
  let tail: Promise<unknown> = Promise.resolve();
  function appendInTurn(entry: LedgerEntry, beside: AppendedBeside): Promise<LedgerRecord | "known"> {
    const appended = tail.then(async () => appendRecord(context, await withoutNames(context, entry), beside));
    tail = appended.catch(() => undefined);
    return appended;
  }
  async function appendWith(
    entry: LedgerEntry,
    beside: Omit<AppendedBeside, "once" | "isNext">,
  ): Promise<LedgerRecord> {
    const record = await appendInTurn(entry, beside);
    if (record === "known") throw new Error("only what is recorded once can be known");
    return record;
  }
  return {
    append: (entry) => appendWith(entry, {}),
    async appendOnce(entry, isNext) {
      const record = await appendInTurn(entry, isNext === undefined ? { once: true } : { isNext });
      return record === "known" ? undefined : record;
    },
    occasions: (from, to) => readOccasions(context.gitDir, from, to),
    appendWith,
    acceptRestore: (entry) => appendWith({ type: "restore-accepted", ...entry }, { acceptsRestore: true }),
    records: (filter) => readRecords(context.gitDir, filter),
    verify: (kept) => verifyLedger(context, kept),
    head: () => readHead(context.gitDir),
    findHeadFault: () => findHeadFault(context),
    async hasMark() {
      const { ledgerMarkFolder: folder } = context;
      return folder !== undefined && (await openLedgerMark(folder).read()) !== undefined;
    },
  };
}

async function withoutNames({ sealPerson }: GitContext, entry: LedgerEntry): Promise<LedgerEntry> {
  return sealPerson === undefined ? entry : await sealPeople(entry, sealPerson);
}
