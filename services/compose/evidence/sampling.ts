import type { SampleReport } from "#schemas/sample-report";
import { LockstepError } from "#services/core/errors";
import { type EvidenceRequest, planEvidence } from "#services/core/evidence/plan-evidence";
import type { SampleRequest } from "#services/core/evidence/sample/sample-changes";
import { sampleEvidence } from "#services/jobs/evidence/sample-evidence";
import { openEvidenceSource } from "#services/stores/evidence/open-evidence-source";
import { readHead } from "#services/stores/ledger/read-head";
import type { Site } from "../estate/open-site.js";
import { openControlLibrary } from "./open-control-library.js";

/** A sample of the changes of a period. */
export interface Sampling {
  sample(
    request: SampleRequest & Pick<EvidenceRequest, "firstDay" | "lastDay" | "engineIds">,
    options?: { readonly signal?: AbortSignal },
  ): Promise<SampleReport>;
}

export function samplingOver(site: Site): Sampling {
  return {
    async sample({ firstDay, lastDay, engineIds, ...request }, options = {}) {
      const { settings, context, repository, now } = site;
      const head = await readHead(settings.storeDir);
      if (head === undefined) throw new LockstepError("ledger-broken", "The ledger holds no record.");
      const { commit, files } = await repository.governed();
      const { estate } = await site.inForce();
      // No framework is asked: a sample is drawn of any period.
      const library = await openControlLibrary(files);
      const asked = { firstDay, lastDay, engineIds, at: now().toISOString(), generator: "", framework: ANY_EDITION };
      const parameters = { ...planEvidence(asked, { estate, library }), head, branches: { main: commit } };
      return await sampleEvidence(request, parameters, { ...site, ...options, source: openEvidenceSource(context) });
    },
  };
}

/** One of no assessment year. */
const ANY_EDITION = "iso-27001";
