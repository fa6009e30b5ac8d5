import type { Engine } from "#schemas/estate";
import type { ArtefactEntry } from "#schemas/snapshot";
import { entryOf } from "#services/core/artefact/entry-of";
import { isPurged } from "#services/core/artefact/is-purged";
import { parseArtefact } from "#services/core/artefact/parse-artefact";
import { renderArtefact } from "#services/core/artefact/render-artefact";
import type { Dialect } from "#services/core/dialect";
import type { Mask } from "#services/core/mask";
import { renormaliseArtefact } from "#services/core/normalise";
import { takeSnapshot } from "#services/core/take-snapshot";
import type { EstateRepository, StoredBaseline } from "#services/ports/estate-repository";

export interface RederiveBaselineContext {
  readonly repository: EstateRepository;
  readonly dialect: Dialect;
  readonly mask: Mask;
  readonly storeMessageTemplates: boolean;
  readonly now: () => Date;
  /** Called when a baseline was put in the place of itself, for people who wait. */
  readonly onRederived?: (rederived: RederivedBaseline) => void;
}

/** An approved baseline that another reader read again, and that was committed on `main`. */
export interface RederivedBaseline {
  readonly engineId: string;
  /** The dialects. */
  readonly before: string;
  readonly after: string;
  readonly commit: string;
}

/**
 * Opens the baseline in force, in the words of the reader in use: where an older dialect wrote it, the same approved
 * content is derived again, put in its place and recorded, since a new reader is not drift.
 */
export async function rederiveBaseline(
  engine: Engine,
  context: RederiveBaselineContext,
): Promise<StoredBaseline | undefined> {
  const baseline = await context.repository.openBaseline(engine.id);
  if (baseline === undefined || "unproven" in baseline.approval) return baseline;
  if (baseline.snapshot.dialect === context.dialect.version) return baseline;
  const entries: ArtefactEntry[] = [];
  await context.repository.rewriteBaseline({
    engineId: engine.id,
    at: context.now().toISOString(),
    approval: baseline.approval.record,
    artefacts: rereadAll(baseline, entries, context),
    snapshot: () => takeSnapshot({ ...baseline.snapshot, dialect: context.dialect.version, entries, unread: [] }),
  });
  const rederived = await context.repository.openBaseline(engine.id);
  if (rederived !== undefined) {
    const [before, after] = [baseline.snapshot.dialect, context.dialect.version];
    context.onRederived?.({ engineId: engine.id, before, after, commit: rederived.commit });
  }
  return rederived;
}

const BATCH = 100;

async function* rereadAll(
  baseline: StoredBaseline,
  entries: ArtefactEntry[],
  { dialect, mask, storeMessageTemplates }: RederiveBaselineContext,
): AsyncGenerator<{ path: string; files: ReturnType<typeof renderArtefact> }> {
  const approved = baseline.snapshot.entries;
  for (let start = 0; start < approved.length; start += BATCH) {
    const batch = approved.slice(start, start + BATCH);
    const loaded = await baseline.load(batch.map(({ path }) => path));
    for (const before of batch) {
      const stored = loaded.get(before.path) ?? [];
      // What was purged nobody can read again: it stays what it was, and is compared by the digest it had.
      if (isPurged(stored)) {
        entries.push(before);
        yield { path: before.path, files: [...stored] };
        continue;
      }
      const options = { dialect, mask, storeMessageTemplates, scope: "server" } as const;
      const { artefact, notices } = renormaliseArtefact(parseArtefact(stored), options);
      const files = renderArtefact(artefact);
      const entry = entryOf(artefact, files, notices, dialect);
      entries.push(entry);
      yield { path: entry.path, files };
    }
  }
}
