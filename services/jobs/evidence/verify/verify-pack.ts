import type { EvidenceParameters } from "#schemas/evidence-parameters";
import type { EvidenceVerifyReport } from "#schemas/evidence-verify-report";
import type { ControlLibrary } from "#services/core/control-maps/control-library";
import { parseGoverned } from "#services/core/policy/parse-governed";
import type { OpenedPack, RestoredStore } from "#services/ports/evidence";
import type { RederiveContext } from "../../check/rederive-run.js";
import { rememberStore } from "../remember-store.js";
import { checkDigests } from "./check-digests.js";
import { checkDocuments, type DocumentMaker } from "./check-documents.js";
import { type CheckNotes, createCheckNotes } from "./check-notes.js";
import { checkPackedLedger } from "./check-packed-ledger.js";
import { checkSignature } from "./check-signature.js";
import { checkStore, type RestoreStore } from "./check-store.js";
import { checkVerdicts } from "./check-verdicts.js";
import type { EvidenceTrust } from "./evidence-trust.js";
import { type PackClaims, readClaims } from "./read-claims.js";

/** With what a pack is checked. None of it is asked of an estate, a database or a network. */
export interface VerifyingContext extends DocumentMaker {
  readonly restore: RestoreStore;
  /** The readers that the governed files of an estate ask for. */
  readonly dialectsFor: (governed: ReadonlyMap<string, string>) => RederiveContext["dialectOf"];
  readonly libraryOf: (governed: ReadonlyMap<string, string>) => Promise<ControlLibrary>;
  /** Whether the files of the archive, packed once more, are the same archive byte for byte. */
  readonly isPackedAlike: () => Promise<boolean>;
  readonly signal?: AbortSignal;
}

/**
 * Checks a pack from the archive to the verdicts. What is wrong at one stage is told, and hides no later one that can still be done. Whatever
 * is in the
 * pack, it is told and never thrown.
 *
 * @throws LockstepError `system-refused` where there is no such file, or no room to unpack it; the reason of `signal`, which is no answer
 */
export async function verifyPack(
  open: () => Promise<OpenedPack>,
  trust: EvidenceTrust,
  context: VerifyingContext,
): Promise<EvidenceVerifyReport> {
  const notes = createCheckNotes();
  const opened = await notes.attempt("archive", "the archive", open);
  if (opened === undefined) return { schema: SCHEMA, ...notes.report(), signedBy: null, period: null, head: null };
  try {
    const { signal } = context;
    const report = await checkOpened(untilAborted(opened, signal), { trust, context, notes });
    signal?.throwIfAborted();
    return report;
  } finally {
    await opened[Symbol.asyncDispose]();
  }
}

/** What is long in a pack is read piece by piece: whoever interrupts that is not left waiting for its end. */
function untilAborted(pack: OpenedPack, signal: AbortSignal | undefined): OpenedPack {
  return {
    ...pack,
    async *read(name) {
      for await (const piece of pack.read(name)) {
        signal?.throwIfAborted();
        yield piece;
      }
    },
  };
}

const SCHEMA = "lockstep/evidence-verify@1";

interface Verifying {
  readonly trust: EvidenceTrust;
  readonly context: VerifyingContext;
  readonly notes: CheckNotes;
}

async function checkOpened(pack: OpenedPack, { trust, context, notes }: Verifying): Promise<EvidenceVerifyReport> {
  const claims = await readClaims(pack, notes);
  await checkArchive(pack, context, notes);
  await checkDigests(pack, claims, notes);
  const ledger = await checkPackedLedger(pack, { claims, trust, notes });
  const signedBy = checkSignature(claims, { ledger, trust, notes });
  await checkContent(pack, claims, { context, notes });
  const { parameters } = claims;
  return {
    schema: SCHEMA,
    ...notes.report(),
    signedBy,
    period: parameters === undefined ? null : { from: parameters.from, to: parameters.to },
    head: ledger.end === undefined ? null : { seq: ledger.end.seq, hash: ledger.end.hash },
  };
}

async function checkArchive(
  pack: OpenedPack,
  { isPackedAlike }: Pick<VerifyingContext, "isPackedAlike">,
  notes: CheckNotes,
): Promise<void> {
  const isAlike = await notes.attempt("archive", "the archive", isPackedAlike);
  if (isAlike === false) {
    const message = "Packed once more, it is another archive: another program packed it.";
    notes.tell({ check: "archive", outcome: "broken", about: "the archive", message });
  }
  notes.done("archive", `${pack.names.length} files, and nothing beside them.`);
}

/** What follows from the record: only to be told where parameters and store can be read. */
async function checkContent(
  pack: OpenedPack,
  { parameters }: PackClaims,
  { context, notes }: { readonly context: VerifyingContext; readonly notes: CheckNotes },
): Promise<void> {
  if (parameters === undefined) return;
  const store = await checkStore(pack, parameters, { restore: context.restore, notes });
  if (store === undefined) return;
  try {
    await checkRestored(pack, { parameters, store, context, notes });
  } finally {
    await store[Symbol.asyncDispose]();
  }
}

interface Restored {
  readonly parameters: EvidenceParameters;
  readonly store: RestoredStore;
  readonly context: VerifyingContext;
  readonly notes: CheckNotes;
}

async function checkRestored(pack: OpenedPack, { parameters, store, context, notes }: Restored): Promise<void> {
  const main = parameters.branches["main"] ?? "";
  const governed = await notes.attempt("store", "main", async () => {
    const { files } = await store.repository.governedAt(main);
    parseGoverned(files);
    return files;
  });
  if (governed === undefined) return;
  const evidence = {
    ...rememberStore(store),
    ...{ source: store.source, libraryOf: context.libraryOf },
    dialectOf: context.dialectsFor(governed),
    ...(context.signal === undefined ? {} : { signal: context.signal }),
  };
  await checkDocuments(pack, parameters, { evidence, maker: context, notes });
  await checkVerdicts(parameters, { evidence, generator: context.generator, notes });
}
