import { join } from "node:path";
import type { EvidenceChoices } from "#schemas/evidence-choices";
import type { EvidencePackReport } from "#schemas/evidence-pack-report";
import type { AskedPack, MadePack } from "#schemas/kept-pack";
import { LockstepError } from "#services/core/errors";
import { evidencePeriodOf } from "#services/core/schedule/evidence-period";
import type { EvidenceSchedule } from "#services/core/schedule/schedules-of";
import { parseAllowedSigners } from "#services/core/seal/allowed-signers";
import { askForPack, type PackWanted } from "#services/jobs/evidence/ask-for-pack";
import { findRecordedPack } from "#services/jobs/evidence/find-recorded-pack";
import { makeKeptPack } from "#services/jobs/evidence/make-kept-pack";
import { tidyPacks } from "#services/jobs/evidence/tidy-packs";
import type { KeptPack, PackShelf } from "#services/ports/pack-shelf";
import { readAllowedSigners } from "#services/stores/git/allowed-signers";
import { openPackShelf } from "#services/stores/packs/open-pack-shelf";
import type { Site } from "../estate/open-site.js";
import { GENERATOR } from "./generator.js";
import type { Making } from "./making.js";
import { measureStanding } from "./measure-pack.js";
import { openControlLibrary } from "./open-control-library.js";

/** The evidence packs of an estate that a service makes and keeps. */
export interface Packs extends Pick<PackShelf, "list" | "find" | "fileOf"> {
  /** Notes that one is to be made; the job `make-evidence` makes it. @throws LockstepError `usage`, `selector-unknown`, `control-unknown` */
  ask(wanted: PackWanted): Promise<KeptPack>;
  /** The same of what a schedule made due at an instant: once, however often it is asked. */
  askDue(schedule: EvidenceSchedule, at: string): Promise<KeptPack>;
  /** Makes one that waits. @throws LockstepError */
  make(id: string, signal?: AbortSignal): Promise<void>;
  /** Those that wait, the oldest first; what a schedule made due before what somebody asked for. */
  waiting(): Promise<readonly AskedPack[]>;
  /** Keeps why one could not be made. A stop is no reason: it goes on waiting. */
  noteFailure(id: string, error: unknown): Promise<void>;
  /** Takes away what is kept no longer. Gives how many. */
  tidy(): Promise<number>;
  /** What may be asked for, and by which keys of the estate packs are signed. */
  choices(): Promise<EvidenceChoices>;
}

export function keepingPacksOver(site: Site, { makeEvidence }: Making): { readonly packs: Packs } {
  const { settings, repository, ledger, now } = site;
  const shelf = openPackShelf(packFolderOf(settings));

  async function ask(wanted: PackWanted): Promise<KeptPack> {
    const { estate } = await site.inForce();
    const library = await openControlLibrary((await repository.governed()).files);
    return await askForPack(wanted, { shelf, ledger, estate, library, now });
  }

  function makeAs(
    { firstDay, lastDay, framework, engines, by }: AskedPack,
    { file, signal }: { readonly file: string; readonly signal: AbortSignal | undefined },
  ): Promise<EvidencePackReport> {
    return makeEvidence({
      ...{ firstDay, lastDay, framework, engineIds: engines, by, file },
      ...{ at: now().toISOString(), generator: GENERATOR },
      ...(signal === undefined ? {} : { signal }),
    });
  }

  async function findRecorded(asked: AskedPack, file: string): Promise<MadePack | undefined> {
    const standing = await measureStanding(file);
    return standing && (await findRecordedPack(asked, standing, ledger));
  }

  const packs: Packs = {
    ...{ ask, list: shelf.list, find: shelf.find, fileOf: shelf.fileOf },
    askDue: ({ id, evidence, engines, framework }, at) =>
      ask({
        ...evidencePeriodOf(evidence, at),
        ...{ engineIds: engines, framework, by: null, due: { schedule: id, at } },
      }),
    make: (id, signal) =>
      makeKeptPack(id, { shelf, now, findRecorded, make: (asked, file) => makeAs(asked, { file, signal }) }),
    waiting: async () =>
      (await shelf.list())
        .flatMap(({ asked, made, failed }) => ((made ?? failed) === undefined ? [asked] : []))
        .reverse()
        .sort((a, b) => Number(a.by !== null) - Number(b.by !== null)),
    async noteFailure(id, error) {
      if (error instanceof LockstepError && error.code === "aborted") return;
      const fault =
        error instanceof LockstepError ? error : new LockstepError("bug", "It failed in a way that nobody foresaw.");
      const { code, message, remedy } = fault;
      await shelf.keepFailed(id, { at: now().toISOString(), code, message, remedy });
    },
    tidy: async () => (await tidyPacks(shelf, (await site.inForce()).estate, now())).length,
    async choices() {
      const { commit, files } = await repository.governed();
      const library = await openControlLibrary(files);
      const signers = parseAllowedSigners(await readAllowedSigners(site.context, commit));
      return {
        editions: [...library.editions.values()].map(({ ref, title, status }) => ({ ref, title, status })),
        keys: signers.map(({ fingerprint, from, until }) => ({ fingerprint, from, until })),
      };
    },
  };
  return { packs };
}

/** Where the packs of an estate lie. */
export function packFolderOf({ dataFolder }: Pick<Site["settings"], "dataFolder">): string {
  return join(dataFolder, "evidence");
}
