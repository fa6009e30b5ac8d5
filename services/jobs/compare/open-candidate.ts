import type { Engine } from "#schemas/estate";
import type { Dialect, ExportItem } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import type { Mask } from "#services/core/mask";
import { isSelector, parseSelector, type Selector } from "#services/core/parse-selector";
import { pairOf } from "#services/core/readiness/pair-of";
import type { StoredArtefacts } from "#services/ports/estate-repository";
import type { Candidate } from "./preview-change.js";
import { readCandidateFiles } from "./read-candidate.js";

export interface CandidateContext {
  /** Those that the estate declares. */
  readonly engines: readonly Engine[];
  /** The engine that it is to come onto; left out: the candidate's own, or the only one. */
  readonly engineId?: string | undefined;
  /** Left out: true for a single file. */
  readonly partial?: boolean | undefined;
  readonly storeMessageTemplates: boolean;
  readonly mask: Mask;
  readonly dialectOf: (engine: Engine) => Dialect;
  /** Reads export files; `undefined` where there is neither file nor folder of that name. */
  readonly readFiles: (name: string, engine: Engine) => Promise<CandidateFiles | undefined>;
  readonly open: (selector: Selector, text: string) => Promise<StoredArtefacts>;
}

/** What was found under a name. */
export interface CandidateFiles {
  readonly items: readonly ExportItem[];
  readonly isFolder: boolean;
}

/** A candidate with the engine that it is to come onto. */
export interface OpenedCandidate {
  readonly engine: Engine;
  readonly candidate: Candidate;
}

/**
 * Opens what is to come onto production: export files, a snapshot of any node of the estate, an engine by its id (what its
 * primary holds), or a branch of observations. A file or folder of that name wins.
 *
 * @throws LockstepError `selector-unknown`, `usage`, `export-malformed`, `export-unsupported`
 */
export async function openCandidate(name: string, context: CandidateContext): Promise<OpenedCandidate> {
  const selector = findSelector(name, context.engines);
  const engine = engineFor(selector, context);
  const files = await context.readFiles(name, engine);
  if (files !== undefined) return { engine, candidate: fromFiles(name, files, engine, context) };
  if (selector !== undefined) return { engine, candidate: await fromSnapshot(name, selector, engine, context) };
  const forms = "a file, a folder, an engine, or a selector such as tie-test/tie-test-a";
  throw new LockstepError("selector-unknown", `${JSON.stringify(name.slice(0, 80))} is none of these: ${forms}.`);
}

function findSelector(name: string, engines: readonly Engine[]): Selector | undefined {
  const engine = engines.find(({ id }) => id === name);
  if (engine !== undefined) return { type: "snapshot", engineId: engine.id, nodeId: pairOf(engine).production.id };
  const text = name.replace(/^observed\//, "");
  return isSelector(text) ? parseSelector(text) : undefined;
}

function engineFor(selector: Selector | undefined, { engines, engineId }: CandidateContext): Engine {
  const wanted = engineId ?? selector?.engineId ?? (engines.length === 1 ? engines[0]?.id : undefined);
  const known = engines.map(({ id }) => id).join(", ") || "none";
  if (wanted === undefined)
    throw new LockstepError("usage", `Say with --engine which engine it is to come onto; there are: ${known}.`);
  const engine = engines.find(({ id }) => id === wanted);
  if (engine !== undefined) return engine;
  throw new LockstepError("selector-unknown", `There is no engine '${wanted}' in estate.yaml; there are: ${known}.`);
}

function fromFiles(
  name: string,
  { items, isFolder }: CandidateFiles,
  engine: Engine,
  { dialectOf, mask, storeMessageTemplates, partial }: CandidateContext,
): Candidate {
  const options = { dialect: dialectOf(engine), mask, storeMessageTemplates };
  const { carried, ...side } = readCandidateFiles(name, items, options);
  return { ...side, from: "files", partial: partial ?? !isFolder, warnings: warnOfCarried(carried) };
}

/** Whoever imports it is asked whether these are to come along. */
function warnOfCarried(carried: number): string[] {
  if (carried === 0) return [];
  const what = carried === 1 ? "1 artefact" : `${carried} artefacts`;
  return [`The export carries ${what} along, such as the libraries of a channel: they count as imported with it.`];
}

async function fromSnapshot(
  name: string,
  selector: Selector,
  engine: Engine,
  { engines, open, partial = false }: CandidateContext,
): Promise<Candidate> {
  const { snapshot, load } = await open(selector, name);
  if (snapshot.product !== engine.product)
    throw new LockstepError(
      "usage",
      `'${name}' was read from ${snapshot.product}; '${engine.id}' is ${engine.product}.`,
    );
  const isCut = !partial && !snapshot.coverage.complete;
  return {
    selector: name,
    dialect: snapshot.dialect,
    entries: snapshot.entries,
    load,
    from: "snapshot",
    node: nodeOf(selector, engines),
    partial: partial || isCut,
    warnings: isCut ? [`'${name}' was not read whole, so what it lacks is not taken for removed.`] : [],
  };
}

function nodeOf(selector: Selector, engines: readonly Engine[]): Candidate["node"] {
  if (selector.type === "baseline") return undefined;
  const nodes = engines.find(({ id }) => id === selector.engineId)?.nodes ?? [];
  return nodes.find(({ id }) => id === selector.nodeId) ?? { id: selector.nodeId, role: "" };
}
