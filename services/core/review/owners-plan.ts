import type { Engine } from "#schemas/estate";
import type { Policy } from "#schemas/policy";
import type { ReviewPolicy } from "#schemas/review-policy";
import type { ArtefactEntry } from "#schemas/snapshot";
import { findInterface } from "../policy/find-interface.js";
import { compareText } from "../text/compare-text.js";

/** What an owners file is made from. */
export interface OwnersQuestion {
  /** Where the host reads it, for example `.github/CODEOWNERS`. */
  readonly path: string;
  readonly policy: Policy;
  readonly review: Pick<ReviewPolicy, "approvers" | "owners">;
  /** What is approved on each engine. */
  readonly engines: readonly {
    readonly engine: Pick<Engine, "id" | "owner">;
    readonly entries: readonly Pick<ArtefactEntry, "kind" | "key" | "name" | "path">[];
  }[];
}

/** A file or folder of the estate, without a slash at either end, and who may approve what is changed in it. */
export interface OwnedPath {
  readonly path: string;
  /** As the owners file names them; empty where nobody can be named. */
  readonly owners: readonly string[];
}

export interface OwnersPlan {
  /** What the whole estate rests on: the CAB alone. */
  readonly roots: readonly OwnedPath[];
  /** Of interfaces below tier 1: their owners beside the CAB. */
  readonly shared: readonly OwnedPath[];
  /** Of tier 1: the CAB alone. */
  readonly critical: readonly OwnedPath[];
  /** Names in policy that no owners file can hold. */
  readonly unnamed: readonly string[];
}

/** Plans who owns which part of the estate repository: the CAB everything, and beside it the owners of lesser interfaces theirs. */
export function planOwners({ path, policy, review, engines }: OwnersQuestion): OwnersPlan {
  const named = [...review.approvers.teams, ...review.approvers.people];
  const cab = sorted(named.flatMap((name) => ownerOf(name) ?? []));
  const artefacts = engines.flatMap(({ engine, entries }) =>
    entries.map((entry) => {
      const { tier, owner } = findInterface(policy, engine, entry);
      const handle = Object.hasOwn(review.owners, owner) ? ownerOf(review.owners[owner] ?? "") : undefined;
      return { path: `baselines/${engine.id}/${entry.path}`, tier, handle };
    }),
  );
  const inOrder = artefacts.sort((a, b) => compareText(a.path, b.path));
  return {
    roots: [...ROOTS, path].map((root) => ({ path: root, owners: cab })),
    shared: inOrder.flatMap((one) =>
      one.tier <= 1 || one.handle === undefined || cab.includes(one.handle)
        ? []
        : [{ path: one.path, owners: sorted([...cab, one.handle]) }],
    ),
    critical: inOrder.filter(({ tier }) => tier <= 1).map((one) => ({ path: one.path, owners: cab })),
    unnamed: sorted([...named, ...Object.values(review.owners)].filter((name) => ownerOf(name) === undefined)),
  };
}

const ROOTS = ["estate.yaml", "policy", "baselines", "reviews"];

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort(compareText);
}

/** An account, a team with a slash, or a mail address; `undefined` for what an owners file cannot name. */
function ownerOf(name: string): string | undefined {
  if (/^[^@\s\\/]+@[^@\s\\/]+$/.test(name)) return name;
  return /^[A-Za-z0-9][A-Za-z0-9._-]*(?:\/[A-Za-z0-9._-]+)?$/.test(name) ? `@${name}` : undefined;
}
