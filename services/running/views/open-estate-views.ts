import { createHash } from "node:crypto";
import type { Settings } from "#services/config";
import { LockstepError } from "#services/core/errors";
import type { EstateViews, Viewed } from "#services/ports/estate-views";
import { readHeads } from "#services/stores/git/read-heads";
import { openViewMaker } from "./open-view-maker.js";
import type { MadeView, ViewMaker, ViewName, ViewQuestion, ViewValue } from "./view-question.js";

/** Views that hold a thread. */
export interface OpenEstateViews extends EstateViews {
  close(): Promise<void>;
}

export interface EstateViewsOptions {
  /** Default: this machine's clock. With another one all is done in this thread. */
  readonly now?: () => Date;
  /** Stands in the place of the one that the settings open. */
  readonly maker?: ViewMaker;
}

/** So many answers are kept, those asked for last: of a large estate each can be a megabyte. */
const MAX_KEPT = 40;

interface Kept {
  readonly heads: string;
  readonly making: Promise<MadeView>;
  made: MadeView | undefined;
}

/** Opens what pages and API read of an estate. An answer that is at hand costs the look at a few small files. */
export function openEstateViews(settings: Settings, options: EstateViewsOptions = {}): OpenEstateViews {
  const { now = () => new Date() } = options;
  const maker = options.maker ?? openViewMaker(settings, options.now);
  const kept = new Map<string, Kept>();

  async function headsNow(): Promise<string> {
    return digestOf((await readHeads(settings.storeDir)).all);
  }

  /** Asked once for all who want the same of the same state. */
  function keep(name: string, heads: string, question: ViewQuestion): Kept {
    const known = kept.get(name);
    kept.delete(name);
    const entry = known?.heads === heads && isGood(known, now()) ? known : begin(name, heads, question);
    kept.set(name, entry);
    for (const [oldest] of kept) {
      if (kept.size <= MAX_KEPT) break;
      kept.delete(oldest);
    }
    return entry;
  }

  function begin(name: string, heads: string, question: ViewQuestion): Kept {
    const making = maker.make(question);
    const entry: Kept = { heads, making, made: undefined };
    making.then(
      (made) => {
        entry.made = made;
      },
      // What could not be read is tried again by whoever asks next.
      () => {
        if (kept.get(name) === entry) kept.delete(name);
      },
    );
    return entry;
  }

  async function view<Name extends ViewName>(question: ViewQuestion<Name>): Promise<Viewed<ViewValue<Name>>> {
    const heads = await headsNow();
    const name = JSON.stringify(question);
    try {
      const made = (await keep(name, heads, question as ViewQuestion).making) as MadeView<Name>;
      return { value: made.value, asOf: made.at, mark: digestOf(heads, name, made.at), fault: undefined };
    } catch (error) {
      if (!(error instanceof LockstepError)) throw error;
      const { code, message, remedy } = error;
      const asOf = now().toISOString();
      return { value: undefined, asOf, mark: digestOf(heads, name, asOf), fault: { code, message, remedy } };
    }
  }

  return {
    mark: headsNow,
    overview: () => view({ view: "overview" }),
    engine: (engineId) => view({ view: "engine", engineId }),
    finding: (engineId, findingId) => view({ view: "finding", engineId, findingId }),
    snapshots: (engineId, nodeId) => view({ view: "snapshots", engineId, nodeId }),
    snapshot: (selector) => view({ view: "snapshot", selector }),
    artefact: (selector, artefact) => view({ view: "artefact", selector, artefact }),
    runs: (page) => view({ view: "runs", ...page }),
    run: (runId) => view({ view: "run", runId }),
    records: (page) => view({ view: "records", ...page }),
    record: (seq) => view({ view: "record", seq }),
    proposals: () => view({ view: "proposals" }),
    proposal: (name) => view({ view: "proposal", name }),
    decisions: () => view({ view: "decisions" }),
    access: () => view({ view: "access" }),
    evidenceChoices: () => view({ view: "evidenceChoices" }),
    policyHealth: () => view({ view: "policyHealth" }),
    compliance: (asked) => view({ view: "compliance", ...asked }),
    serviceLevels: (month) => view({ view: "serviceLevels", month }),
    close: () => maker.close(),
  };
}

/** What is being made stands for as long as that takes. A clock that was set back makes nothing younger. */
function isGood({ made }: Kept, at: Date): boolean {
  if (made === undefined) return true;
  return Date.parse(made.at) <= at.getTime() && at.getTime() < Date.parse(made.goodUntil);
}

function digestOf(...texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(`${text.length}:${text}`);
  return hash.digest("base64url").slice(0, 22);
}
