import type { ValidateReport } from "#schemas/validate-report";
import { packFolderOf } from "#services/compose/evidence/keeping-packs";
import { forgeProblems } from "#services/compose/review/forge-makes";
import { diagnoseForge } from "#services/compose/review/review-estate";
import { diagnoseEstate } from "#services/jobs/diagnose/diagnose-estate";
import { findNotInForce } from "#services/jobs/diagnose/find-not-in-force";
import type { Diagnosis } from "#services/ports/connector";
import { readGovernedFolder } from "#services/stores/files/read-governed-folder";
import { openPackShelf } from "#services/stores/packs/open-pack-shelf";
import { openReviewStore } from "#services/stores/reviews/open-review-store";
import type { JobOptions } from "./job-options.js";
import type { Site } from "./open-site.js";
import { defaultMappingOf } from "./ticket-systems.js";
import { validateFiles } from "./validate-files.js";

/** What is wrong with an open estate. */
export interface Diagnosing {
  validate(where: "folder" | "main"): Promise<ValidateReport>;
  /** Governed files of the folder that are not as on `main`; none where the folder holds no governed file at all. */
  notInForce(): Promise<ValidateReport["notInForce"]>;
  /** What stands in the estate and on its nodes; `diagnoseMachine` says what this machine lacks. */
  diagnose(options?: JobOptions): Promise<readonly Diagnosis[]>;
}

export function diagnosingOver(site: Site): Diagnosing {
  const { repository, settings, context, mask, now } = site;
  return {
    validate: async (where) =>
      validateFiles(
        where,
        settings.folder,
        await repository.governed(),
        await readGovernedFolder(settings.folder),
        mask,
        (declared) => forgeProblems(declared, openReviewStore(context)),
      ),
    async notInForce() {
      const inFolder = await readGovernedFolder(settings.folder);
      return inFolder.size === 0 ? [] : findNotInForce((await repository.governed()).files, inFolder);
    },
    diagnose: (options = {}) =>
      diagnoseEstate({
        ...site,
        products: site.kinds(),
        defaultMappingOf,
        packs: () => openPackShelf(packFolderOf(settings)).list(),
        connectorOf: (engine) => site.guardedProduct(engine).connector,
        diagnoseForge: (declared) => diagnoseForge(declared, { settings, context, now, ...options }),
        ...options,
      }),
  };
}
