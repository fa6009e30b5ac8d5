import type { Artefact } from "#schemas/artefact";
import type { ArtefactRef, Change, Drift, DriftCase } from "#schemas/drift";
import type { ArtefactEntry } from "#schemas/snapshot";
import { parsePath } from "./artefact/change-path.js";
import { checkExpectations } from "./comparison/check-expectations.js";
import { compareArtefact } from "./comparison/compare-artefact.js";
import { matchesArtefact } from "./comparison/match-artefact.js";
import { pairRenamed } from "./comparison/pair-renamed.js";
import type { Expectation } from "./comparison/resolve-expectations.js";
import { caseOf, mapSides, type Sides } from "./comparison/sides.js";
import type { Dialect } from "./dialect.js";
import { compareText } from "./text/compare-text.js";

/** One artefact that has to be opened: the sides are not the same, or an expected difference speaks of it. */
export interface PlannedComparison {
  readonly artefact: ArtefactRef;
  readonly entries: Sides<ArtefactEntry>;
  readonly rules: readonly Expectation[];
}

/** The same, opened. */
export interface OpenedComparison extends PlannedComparison {
  readonly artefacts: Sides<Artefact>;
}

/** Decides from digests alone which artefacts have to be opened, in order of kind and name. */
export function planComparison(
  engineId: string,
  sides: Sides<readonly ArtefactEntry[]>,
  expectations: readonly Expectation[],
): PlannedComparison[] {
  const maps = mapSides(sides, byIdentity);
  const identities = new Set([...idsOf(maps.baseline), ...idsOf(maps.production), ...idsOf(maps.standby)]);
  const planned: PlannedComparison[] = [];
  const groups = [...identities].map((identity) => mapSides(maps, (map) => map.get(identity)));
  for (const entries of pairRenamed(groups)) {
    // By its approved name: a rename must not carry a change into a ticket's or a rule's scope.
    const entry = entries.baseline ?? entries.production ?? entries.standby;
    if (entry === undefined) continue;
    const rules = expectations.filter((rule) => matchesArtefact(rule.artefact, engineId, entry));
    const differs =
      caseOf(entries, (a, b) => a?.digest === b?.digest && a?.name === b?.name && a?.key === b?.key) !== "in-lockstep";
    if (differs || rules.length > 0) planned.push({ artefact: refOf(entry), entries, rules });
  }
  return planned.sort((a, b) => compareText(orderKey(a), orderKey(b)));
}

/** Compares opened artefacts three ways; every drift has one direction, and at least one change. */
export function compare(opened: readonly OpenedComparison[], dialect: Dialect): Drift[] {
  return opened.flatMap((item) => compareOne(item, dialect));
}

function byIdentity(entries: readonly ArtefactEntry[]): ReadonlyMap<string, ArtefactEntry> {
  return new Map(entries.map((entry) => [`${entry.kind}\0${entry.key}`, entry]));
}

function idsOf(map: ReadonlyMap<string, unknown> | undefined): Iterable<string> {
  return map?.keys() ?? [];
}

function refOf(entry: ArtefactEntry): ArtefactRef {
  return { kind: entry.kind, key: entry.key, name: entry.name, path: entry.path };
}

function orderKey(item: PlannedComparison): string {
  return `${item.artefact.kind}\0${item.artefact.name}\0${item.artefact.key}`;
}

/** A change in one direction, explained or not. */
interface SortedChange {
  readonly case: DriftCase;
  readonly explainedBy: string | null;
  readonly change: Change;
  /** Why it keeps no failover from working, where it does not. */
  readonly harmless?: string | undefined;
}

function compareOne(item: OpenedComparison, dialect: Dialect): Drift[] {
  const { artefact, artefacts } = item;
  const trees = mapSides(artefacts, (side) => side.root);
  const bothThere = artefacts.production !== undefined && artefacts.standby !== undefined;
  const { rest, checked } = bothThere
    ? checkExpectations(artefact.kind, trees, item.rules, dialect)
    : { rest: trees, checked: [] };
  const changes: SortedChange[] = [
    ...keyChange(artefacts),
    ...compareArtefact(artefact.kind, rest, dialect).map((change) => ({
      ...change,
      explainedBy: null,
      harmless: dialect.mayDiffer?.(artefact.kind, artefact.key, parsePath(change.change.path)),
    })),
    ...checked
      .filter((place) => !(place.held && place.case === "in-lockstep"))
      .map((place) => ({ case: place.case, change: place.change, explainedBy: place.held ? place.rule.id : null })),
  ];
  return group(changes.length > 0 ? changes : nameChange(artefacts)).map(({ changes: list, ...alike }) => ({
    artefact,
    case: alike.case,
    changes: list,
    explainedBy: alike.explainedBy,
    ...(alike.harmless === undefined ? {} : { harmless: alike.harmless }),
    digests: digestsOf(item.entries),
  }));
}

/** The same artefact in another place, or under another name that is its key. */
function keyChange(artefacts: Sides<Artefact>): SortedChange[] {
  const keys = mapSides(artefacts, (side) => side.key);
  const known = Object.values(keys).filter((key: string | undefined) => key !== undefined);
  if (new Set(known).size < 2) return [];
  const { baseline = null, production = null, standby = null } = keys;
  const change: Change = { path: "/#key", label: "Place", kind: "changed", baseline, production, standby };
  return [{ case: caseOf(keys, (a, b) => a === b), explainedBy: null, change }];
}

/** A name that stands outside the tree is all that differs. */
function nameChange(artefacts: Sides<Artefact>): SortedChange[] {
  const names = mapSides(artefacts, (side) => side.name);
  const direction = caseOf(names, (a, b) => a === b);
  if (direction === "in-lockstep") return [];
  const { baseline = null, production = null, standby = null } = names;
  const change: Change = { path: "/#title", label: "Name", kind: "changed", baseline, production, standby };
  return [{ case: direction, explainedBy: null, change }];
}

function digestsOf(entries: Sides<ArtefactEntry>): Drift["digests"] {
  return {
    baseline: entries.baseline?.digest ?? null,
    production: entries.production?.digest ?? null,
    standby: entries.standby?.digest ?? null,
  };
}

/** Changes that one finding tells: of one direction, explained by one rule or none, all harmless or none. */
interface AlikeChanges extends Pick<SortedChange, "case" | "explainedBy" | "harmless"> {
  readonly changes: Change[];
}

function group(changes: readonly SortedChange[]): readonly AlikeChanges[] {
  const groups = new Map<string, AlikeChanges>();
  for (const { change, ...alike } of changes) {
    const id = `${alike.case}\0${alike.explainedBy ?? ""}\0${alike.harmless ?? ""}`;
    const group = groups.get(id) ?? { ...alike, changes: [] };
    group.changes.push(change);
    groups.set(id, group);
  }
  return [...groups.values()];
}
