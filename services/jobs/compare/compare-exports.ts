import type { Artefact, ArtefactFile } from "#schemas/artefact";
import type { CompareChange, CompareFinding, CompareReport, CompareSide } from "#schemas/compare-report";
import type { Change, Drift } from "#schemas/drift";
import type { ArtefactEntry } from "#schemas/snapshot";
import { entryOf } from "#services/core/artefact/entry-of";
import { isPurged } from "#services/core/artefact/is-purged";
import { parseArtefact } from "#services/core/artefact/parse-artefact";
import { renderArtefact } from "#services/core/artefact/render-artefact";
import { compare, planComparison } from "#services/core/compare";
import type { Dialect, ExportItem } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import type { Mask } from "#services/core/mask";
import { normaliseExport } from "#services/core/normalise";
import { snapshotDigest } from "#services/core/take-snapshot";

/** One side of an offline comparison: its artefacts, however they were read. */
export interface ExportSide {
  readonly selector: string;
  readonly dialect: string;
  readonly entries: readonly ArtefactEntry[];
  load(paths: readonly string[]): Promise<ReadonlyMap<string, readonly ArtefactFile[]>>;
}

/** Reads export files into one side. @throws LockstepError `export-malformed`, `export-unsupported` */
export function readExportFiles(
  selector: string,
  items: readonly ExportItem[],
  options: { dialect: Dialect; mask: Mask },
): ExportSide {
  const byId = new Map<string, { entry: ArtefactEntry; files: readonly ArtefactFile[] }>();
  for (const item of items) {
    for (const { artefact } of normaliseExport(item, { ...options, scope: "file", storeMessageTemplates: false })
      .artefacts) {
      addArtefact(byId, artefact, options.dialect);
    }
  }
  const files = new Map([...byId.values()].map(({ entry, files }) => [entry.path, files]));
  return {
    selector,
    dialect: options.dialect.version,
    entries: [...byId.values()].map(({ entry }) => entry),
    load: async (paths) => new Map(paths.flatMap((path) => pair(path, files.get(path)))),
  };
}

/** The same artefact in two files is one; two contents under one identity are both kept, by occurrence. */
function addArtefact(
  byId: Map<string, { entry: ArtefactEntry; files: readonly ArtefactFile[] }>,
  artefact: Artefact,
  dialect: Dialect,
): void {
  for (let occurrence = 1; ; occurrence++) {
    const key = occurrence === 1 ? artefact.key : `${artefact.key}#${occurrence}`;
    const files = renderArtefact({ ...artefact, key });
    const entry = entryOf({ ...artefact, key }, files, [], dialect);
    const there = byId.get(`${artefact.kind}\0${key}`);
    if (there?.entry.digest === entry.digest) return;
    if (there !== undefined) continue;
    byId.set(`${artefact.kind}\0${key}`, { entry, files });
    return;
  }
}

function pair(path: string, files: readonly ArtefactFile[] | undefined): [string, readonly ArtefactFile[]][] {
  return files === undefined ? [] : [[path, files]];
}

const BATCH = 100;

/**
 * Compares two sides: what `b` lacks is missing, what it has beyond `a` unexpected.
 *
 * @throws LockstepError `content-purged` where something differs whose content was purged
 */
export async function compareExports(a: ExportSide, b: ExportSide, dialect: Dialect): Promise<CompareReport> {
  const entries = { baseline: a.entries, production: a.entries, standby: b.entries };
  const planned = planComparison("", entries, []);
  const findings: CompareFinding[] = [];
  for (let start = 0; start < planned.length; start += BATCH) {
    const batch = planned.slice(start, start + BATCH);
    const onA = await openArtefacts(
      a,
      batch.flatMap((item) => item.entries.production?.path ?? []),
    );
    const onB = await openArtefacts(
      b,
      batch.flatMap((item) => item.entries.standby?.path ?? []),
    );
    const opened = batch.map((item) => {
      const before = onA.get(item.entries.production?.path ?? "");
      return {
        ...item,
        artefacts: { baseline: before, production: before, standby: onB.get(item.entries.standby?.path ?? "") },
      };
    });
    findings.push(...compare(opened, dialect).map((drift) => findingOf(drift, dialect)));
  }
  return { schema: "lockstep/compare@1", a: describe(a), b: describe(b), findings };
}

/** Opens artefacts of one side, by path. @throws LockstepError `content-purged` */
export async function openArtefacts(side: ExportSide, paths: readonly string[]): Promise<Map<string, Artefact>> {
  const loaded = await side.load(paths);
  for (const [path, files] of loaded) {
    if (!isPurged(files)) continue;
    throw new LockstepError(
      "content-purged",
      `${path} differs, and what '${side.selector}' held of it was purged from the repository.`,
    );
  }
  return new Map([...loaded].map(([path, files]) => [path, parseArtefact(files)]));
}

function describe(side: ExportSide): CompareSide {
  const { selector, dialect, entries } = side;
  const sorted = [...entries].sort((x, y) => (x.path < y.path ? -1 : 1));
  return { selector, dialect, artefacts: entries.length, digest: snapshotDigest(dialect, sorted) };
}

function findingOf({ artefact, changes, digests }: Drift, { concepts }: Dialect): CompareFinding {
  const presence = digests.standby === null ? "missing" : digests.production === null ? "unexpected" : "changed";
  return { artefact, concept: concepts[artefact.kind] ?? "other", case: presence, changes: changes.map(changeOf) };
}

function changeOf(change: Change): CompareChange {
  const { path, label, kind, production, standby, diff, whitespaceOnly } = change;
  return {
    path,
    label,
    kind,
    a: production,
    b: standby,
    ...(diff === undefined ? {} : { diff: relabel(diff) }),
    ...(whitespaceOnly === undefined ? {} : { whitespaceOnly }),
  };
}

/** The sides of an offline comparison are `a` and `b`, whatever they are otherwise. */
function relabel(diff: string): string {
  return diff.replace(/^--- .*\n\+\+\+ .*(?=\n|$)/, "--- a\n+++ b");
}
