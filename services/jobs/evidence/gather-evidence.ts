import type { EvidenceDocument } from "#schemas/evidence-document";
import type { EvidenceParameters } from "#schemas/evidence-parameters";
import type { ControlLibrary } from "#services/core/control-maps/control-library";
import { getEdition } from "#services/core/control-maps/get-edition";
import { mapControls } from "#services/core/control-maps/map-controls";
import { tellEdition } from "#services/core/control-maps/tell-edition";
import { LockstepError } from "#services/core/errors";
import { createGatherer, type Gathered } from "#services/core/evidence/gatherer";
import type { EvidenceMaterial } from "#services/core/evidence/material";
import { writeDocument } from "#services/core/evidence/write-document";
import { showPeople } from "#services/core/people/show-people";
import { parseGoverned } from "#services/core/policy/parse-governed";
import { findRecord } from "#services/core/seal/parse-record";
import type { EvidenceSource } from "#services/ports/evidence";
import type { RederiveContext } from "../check/rederive-run.js";
import { deriveDetails } from "./derive-details.js";
import { readInventories } from "./read-inventories.js";
import { readRules } from "./read-rules.js";
import { readTimelines } from "./read-timelines.js";

/** What the document of a pack is made from: a store and the rules by which it is mapped. No clock, no locale and no machine. */
export interface EvidenceContext extends RederiveContext {
  readonly source: Pick<EvidenceSource, "ledgerLines" | "allowedSigners">;
  /** The control maps that ship, with those among governed files. @throws LockstepError `policy-invalid` */
  readonly libraryOf: (governed: ReadonlyMap<string, string>) => Promise<ControlLibrary>;
  readonly signal?: AbortSignal;
}

/**
 * Makes everything that a pack says of its parameters and a store: the same parameters over the same store give the same document, here and years
 * later over the store inside a pack.
 *
 * @throws LockstepError `ledger-broken` where a record does not read, `usage` for an edition that is not known, `policy-invalid`
 */
export async function gatherEvidence(
  parameters: EvidenceParameters,
  context: EvidenceContext,
): Promise<EvidenceDocument> {
  const { repository, libraryOf } = context;
  const material = await gatherMaterial(parameters, context);
  const library = await libraryOf((await repository.governedAt(mainOf(parameters))).files);
  const edition = getEdition(library, parameters.framework);
  const document = writeDocument(material, (signals) => mapControls(edition, signals, library));
  return showPeople({ ...document, scope: [...document.scope, ...tellEdition(edition, library)] });
}

/**
 * Gathers what all of that is made from; no framework is asked.
 *
 * @throws LockstepError `ledger-broken` where a record does not read
 */
export async function gatherMaterial(
  parameters: EvidenceParameters,
  context: Omit<EvidenceContext, "libraryOf">,
): Promise<EvidenceMaterial> {
  const { repository, source } = context;
  const gathered = await passOver(parameters, context);
  const rules = await readRules(gathered.rules, repository);
  const atEnd = rules.at(-1)?.commit ?? mainOf(parameters);
  const governed = parseGoverned((await repository.governedAt(atEnd)).files);
  const { detailsOf, notes } = await deriveDetails(gathered, parameters, context);
  const timelines = await readTimelines(gathered, governed, context);
  const inventories = await readInventories(gathered, governed, repository);
  const allowedSigners = await source.allowedSigners(mainOf(parameters));
  return { parameters, gathered, detailsOf, rules, governed, timelines, inventories, allowedSigners, notes };
}

function mainOf({ branches }: EvidenceParameters): string {
  return branches["main"] ?? "";
}

async function passOver(
  parameters: EvidenceParameters,
  { source, signal }: Pick<EvidenceContext, "source" | "signal">,
): Promise<Gathered> {
  const gatherer = createGatherer(parameters);
  for await (const { line } of source.ledgerLines(parameters.head)) {
    signal?.throwIfAborted();
    const record = findRecord(line);
    if (record === undefined) throw new LockstepError("ledger-broken", "A record of the ledger does not read.");
    gatherer.take(record);
  }
  return gatherer.finish();
}
