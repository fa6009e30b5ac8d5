import type { JudgedNode } from "#services/core/derive-report";
import { type AcceptedGaps, leaveOutGaps } from "#services/core/readiness/accepted-gaps";
import type { StoredArtefacts, StoredBaseline } from "#services/ports/estate-repository";

/** The nodes, what is stored of them, and what was approved. */
interface Compared {
  readonly production: JudgedNode;
  readonly standby: JudgedNode;
  readonly stores: { readonly production: StoredArtefacts | undefined; readonly standby: StoredArtefacts | undefined };
  readonly baseline: StoredBaseline | undefined;
}

/** What a verdict rests on without what is accepted as unread: out of the baseline and of both nodes alike. */
export function withoutGaps<T extends Compared>(inputs: T, gaps: AcceptedGaps): T {
  if (gaps.open.length === 0) return inputs;
  const { production, standby, stores, baseline } = inputs;
  return {
    ...inputs,
    production: ofNode(production, gaps),
    standby: ofNode(standby, gaps),
    stores: { production: ofStore(stores.production, gaps), standby: ofStore(stores.standby, gaps) },
    baseline: ofStore(baseline, gaps),
  };
}

/** How much was read is told by the look where there was one, else by the snapshot. */
function ofNode(judged: JudgedNode, gaps: AcceptedGaps): JudgedNode {
  const { snapshot, look } = judged;
  if (snapshot === undefined) return judged;
  const coverage = look.coverage && leaveOutGaps({ entries: [], coverage: look.coverage }, gaps).coverage;
  return { ...judged, snapshot: leaveOutGaps(snapshot, gaps), look: { ...look, coverage } };
}

function ofStore<T extends StoredArtefacts>(store: T | undefined, gaps: AcceptedGaps): T | undefined {
  return store && { ...store, snapshot: leaveOutGaps(store.snapshot, gaps) };
}
