import { rm } from "node:fs/promises";
import type { EvidencePackReport } from "#schemas/evidence-pack-report";
import type { EvidenceParameters } from "#schemas/evidence-parameters";
import { LockstepError } from "#services/core/errors";
import { type EvidenceRequest, planEvidence } from "#services/core/evidence/plan-evidence";
import { assertSomebody } from "#services/core/people/assert-somebody";
import type { EvidenceContext } from "#services/jobs/evidence/gather-evidence";
import { createPackInspection } from "#services/jobs/evidence/inspect-pack";
import { makePack } from "#services/jobs/evidence/make-pack";
import { recordMade } from "#services/jobs/evidence/record-made";
import type { EvidenceSource } from "#services/ports/evidence";
import { createEvidenceSigner } from "#services/stores/evidence/create-evidence-signer";
import { createPackWriter } from "#services/stores/evidence/create-pack-writer";
import { openEvidenceSource } from "#services/stores/evidence/open-evidence-source";
import type { Site } from "../estate/open-site.js";
import { measurePack } from "./measure-pack.js";
import { openControlLibrary } from "./open-control-library.js";
import { readVerifiers } from "./read-verifiers.js";
import { renderEvidence } from "./render-evidence.js";
import { verifyEvidence } from "./verify-evidence.js";

/** A pack that is to be made: of what, and where it is to stand. */
export interface PackRequest extends EvidenceRequest {
  readonly file: string;
  /** Who asks; `null`: nobody by name. */
  readonly by: string | null;
  readonly signal?: AbortSignal;
}

/** What is taken away of an open estate. */
export interface Making {
  /** Makes a pack and records that it was made. Nothing stands in the place of a file that is there. */
  makeEvidence(request: PackRequest): Promise<EvidencePackReport>;
}

export function makingOver(site: Site): Making {
  const { ledger, settings, now, mask, context: store } = site;
  const source = openEvidenceSource(store);
  const contextOf = ({
    signal,
  }: Pick<PackRequest, "signal">): EvidenceContext & { readonly source: EvidenceSource } => ({
    ...site,
    source,
    libraryOf: openControlLibrary,
    ...(signal === undefined ? {} : { signal }),
  });
  return {
    async makeEvidence({ file, by, ...request }) {
      if (by !== null) assertSomebody("person who asks for it", by);
      if (Date.parse(request.at) > now().getTime() + CLOCKS_APART)
        throw new LockstepError("usage", `The time of making, ${request.at}, has not come yet.`);
      const parameters = await parametersOf(request, site, source);
      const signer = createEvidenceSigner(settings.signingKeyFile);
      const verifiers = await readVerifiers();
      const allowed = (await site.governed()).evidence?.allowedTexts ?? [];
      const inspection = createPackInspection({ mask, source, parameters, allowed });
      const making = { ...contextOf(request), ledger, signer, verifiers, inspection, render: renderEvidence };
      const { signedBy, document } = await makePack(parameters, await createPackWriter(file), making);
      await assertHolds(file, { signedBy, parameters, ...request });
      const { sha256, bytes } = await measurePack(file);
      const { seq } = await recordMade({ parameters, sha256, signedBy, by, at: now().toISOString() }, ledger);
      const rows = Object.fromEntries(document.tables.map(({ id, rows: own }) => [id, own.length]));
      return {
        ...{ schema: "lockstep/evidence-pack-report@1", file, bytes, sha256, parameters, rows },
        ...{ notes: document.integrity.notes, signedBy, record: seq },
      };
    },
  };
}

/** By how much two clocks may differ, milliseconds. */
const CLOCKS_APART = 300_000;

interface OwnPack extends Pick<PackRequest, "signal"> {
  readonly signedBy: string;
  readonly parameters: EvidenceParameters;
}

/**
 * Verifies a pack as its reader will, before anybody has it: a branch that was lost, a key that no record names, or one that was rotated meanwhile would
 * otherwise be found by the auditor. @throws LockstepError `evidence-unsound`
 */
async function assertHolds(file: string, { signedBy, parameters, signal }: OwnPack): Promise<void> {
  const { head, generator } = parameters;
  const request = { file, keys: [signedBy], heads: [head], allowedSignersFiles: [], generator };
  const { outcome, faults } = await verifyEvidence({ ...request, ...(signal === undefined ? {} : { signal }) });
  if (outcome !== "broken") return;
  await rm(file, { force: true });
  const [first] = faults.filter((fault) => fault.outcome === "broken");
  throw new LockstepError("evidence-unsound", `${first?.about ?? "It"}: ${first?.message ?? "it does not hold"}`);
}

/** No pack is made before its newest record: one that waited was asked for earlier, and another machine's clock may go before. */
async function afterNewest(at: string, ledger: Pick<Site["ledger"], "records">): Promise<string> {
  for await (const newest of ledger.records({ limit: 1 })) if (Date.parse(newest.at) > Date.parse(at)) return newest.at;
  return at;
}

/** Refused by the time that was asked for; head before branches: what is recorded while those are read is named by no record up to it. */
async function parametersOf(request: EvidenceRequest, site: Site, source: EvidenceSource): Promise<EvidenceParameters> {
  const { files } = await site.repository.governed();
  const { estate } = await site.inForce();
  const head = await site.ledger.head();
  if (head === undefined)
    throw new LockstepError("ledger-broken", "No evidence is made of this ledger: its end does not read.");
  const library = await openControlLibrary(files);
  const { engines } = planEvidence(request, { estate, library });
  const at = await afterNewest(request.at, site.ledger);
  const branches = { ...(await source.branches(engines)) };
  return { ...planEvidence({ ...request, at }, { estate, library }), head, branches };
}
