import type { ChangeProposal, ProposedChange } from "#schemas/change-proposal";
import type { ArtefactRef, Change } from "#schemas/drift";
import { changesOnProduction } from "../proposal/changes-on-production.js";
import { compareText } from "../text/compare-text.js";

/** What production holds at one place now, against what a reviewer saw. */
export interface AlteredPath {
  readonly path: string;
  readonly label: string;
  /** `undefined`: it was no part of the change. `null`: it was absent on production. */
  readonly before: string | null | undefined;
  readonly after: string | null | undefined;
}

export interface AlteredChange {
  readonly artefact: ArtefactRef;
  readonly what: ProposedChange["what"];
  /** In order of path. */
  readonly paths: readonly AlteredPath[];
}

/** What became another since somebody looked. */
export interface ProposalComparison {
  readonly added: readonly ProposedChange[];
  readonly gone: readonly ProposedChange[];
  /** Of artefacts in both. */
  readonly altered: readonly AlteredChange[];
}

/** Tells what changed between two proposals of one key, artefact by artefact. Nothing did where their digests are the same. */
export function compareProposals(before: ChangeProposal, after: ChangeProposal): ProposalComparison {
  const [earlier, now] = [byArtefact(before), byArtefact(after)];
  const altered = [...now].flatMap(([identity, part]) => {
    const old = earlier.get(identity);
    return old === undefined || old.content === part.content ? [] : [alteredChange(old, part)];
  });
  return { added: onlyIn(now, earlier), gone: onlyIn(earlier, now), altered };
}

/** All that a proposal holds of one artefact. */
interface Part {
  readonly change: ProposedChange;
  /** Its digests. */
  readonly content: string;
  readonly paths: ReadonlyMap<string, Change>;
}

function byArtefact({ changes, findings }: ChangeProposal): ReadonlyMap<string, Part> {
  const groups = new Map<string, ProposedChange[]>();
  for (const change of changes) {
    const { kind, key } = change.artefact;
    const identity = `${kind}\0${key}`;
    groups.set(identity, [...(groups.get(identity) ?? []), change]);
  }
  const byId = new Map(findings.map((finding) => [finding.id, finding]));
  const parts = [...groups].flatMap(([identity, group]): [string, Part][] => {
    const [change] = group;
    if (change === undefined) return [];
    const content = [...new Set(group.map(({ digest }) => digest))].sort(compareText).join();
    const told = group.flatMap((one) => byId.get(one.finding) ?? []).flatMap(changesOnProduction);
    return [[identity, { change, content, paths: new Map(told.map((one) => [one.path, one])) }]];
  });
  return new Map(parts);
}

function onlyIn(some: ReadonlyMap<string, Part>, others: ReadonlyMap<string, Part>): readonly ProposedChange[] {
  return [...some].filter(([identity]) => !others.has(identity)).map(([, { change }]) => change);
}

function alteredChange(before: Part, after: Part): AlteredChange {
  const all = [...new Set([...before.paths.keys(), ...after.paths.keys()])].sort(compareText);
  const paths = all.flatMap((path): AlteredPath[] => {
    const [old, now] = [before.paths.get(path), after.paths.get(path)];
    const known = now ?? old;
    if (known === undefined || (old?.production === now?.production && old?.baseline === now?.baseline)) return [];
    return [{ path, label: known.label, before: old?.production, after: now?.production }];
  });
  return { artefact: after.change.artefact, what: after.change.what, paths };
}
