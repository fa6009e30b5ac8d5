import { resolve } from "node:path";
import type { ChangePreview } from "#schemas/change-preview";
import type { CompareReport } from "#schemas/compare-report";
import type { HistoryReport } from "#schemas/history-report";
import type { ShowReport } from "#schemas/show-report";
import type { Dialect } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import { hintSelector } from "#services/core/hint-selector";
import { parseSelector, type Selector } from "#services/core/parse-selector";
import { type CandidateContext, openCandidate } from "#services/jobs/compare/open-candidate";
import { previewChange } from "#services/jobs/compare/preview-change";
import { findCandidateFiles } from "./candidate-files.js";
import { type CompareOptions, compareSides } from "./compare-sides.js";
import type { Site } from "./open-site.js";
import { showArtefact } from "./show-artefact.js";
import { type Opened, showStored } from "./show-stored.js";

/** What a preview is asked for. */
export interface PreviewOptions extends Pick<CandidateContext, "engineId" | "partial"> {
  /** The folder that relative names start from. Default: that of the process. */
  readonly cwd?: string;
}

/** What an open estate holds, and how it differs. */
export interface Showing {
  open(selector: string): Promise<Opened>;
  /** What each kind of a product is to a person who knows no product. */
  conceptsOf(product: string): Dialect["concepts"];
  /** A snapshot, or a baseline with what proves it. */
  show(selector: string): Promise<ShowReport>;
  /** What one artefact holds, and its versions. */
  showArtefact(selector: string, artefact: string): Promise<HistoryReport>;
  compare(a: string, b: string, options: CompareOptions): Promise<CompareReport>;
  /** What a candidate will change on production, and the digests that bind a ticket to it. */
  preview(candidate: string, options: PreviewOptions): Promise<ChangePreview>;
}

export function showingOver(site: Site): Showing {
  const { repository, mask, now, productOf, dialectOf } = site;

  async function open(text: string): Promise<Opened> {
    return await openStored(parseSelector(text), text);
  }

  async function openStored(selector: Selector, text: string): Promise<Opened> {
    const stored = await openSelected(selector);
    if (stored !== undefined) return stored;
    const { engines = [] } = (await site.governed()).estate ?? {};
    const hint = hintSelector(selector, engines);
    throw new LockstepError("selector-unknown", `Nothing is stored under '${text}' yet.${hint}`);
  }

  async function openSelected(selector: Selector): Promise<Opened | undefined> {
    if (selector.type === "baseline") return await repository.openBaseline(selector.engineId);
    return await repository.openSnapshot(selector.engineId, selector.nodeId, selector.at);
  }

  return {
    open,
    conceptsOf: (product) => productOf(product).dialect.concepts,
    show: async (text) => showStored(await open(text)),
    showArtefact: async (text, artefact) => showArtefact(text, artefact, await open(text), repository),
    compare: (a, b, options) => compareSides(a, b, { ...options, mask, open }),
    async preview(name, { cwd = ".", ...options }) {
      const { estate, policy } = await site.inForce();
      const { storeMessageTemplates } = policy.settings;
      const { engine, candidate } = await openCandidate(name, {
        ...{ engines: estate.engines, mask, dialectOf, storeMessageTemplates, ...options },
        readFiles: (file, onto) =>
          findCandidateFiles(resolve(cwd, file), { engine: onto, product: productOf(onto.product), now }),
        open: openStored,
      });
      return await previewChange(candidate, { engine, policy, dialect: dialectOf(engine), repository, now });
    },
  };
}
