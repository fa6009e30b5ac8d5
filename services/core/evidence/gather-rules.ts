/** Governed files in one version, by which runs were judged. */
export interface RuleVersion {
  /** The commit of `main`. */
  readonly commit: string;
  /** The first run that was judged by it, and its record. */
  readonly from: string;
  readonly seq: number;
}

/** Takes the runs of an estate and gives the versions of its rules. */
export interface RuleGatherer {
  take(run: { readonly at: string; readonly policyCommit: string }, seq: number): void;
  /** In order: what was in force at the beginning, and every commit of `main` that a run was judged by since. */
  versions(): readonly RuleVersion[];
}

/** Gathers by which commits of `main` the runs of a period were judged. Of what was in force before it the last is kept. */
export function gatherRules({ from }: { readonly from: number }): RuleGatherer {
  let versions: RuleVersion[] = [];
  return {
    take({ at, policyCommit }, seq) {
      if (versions.at(-1)?.commit === policyCommit) return;
      const version = { commit: policyCommit, from: at, seq };
      versions = Date.parse(at) < from ? [version] : [...versions, version];
    },
    versions: () => versions,
  };
}
