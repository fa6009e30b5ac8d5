/** A review as REST tells its state. */
export type ReviewWord = "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED" | "DISMISSED";

export interface PullReview {
  readonly id: number;
  readonly login: string;
  state: ReviewWord;
  readonly body: string;
  readonly commit: string;
  readonly at: string;
}

export interface IssueComment {
  readonly id: number;
  readonly login: string;
  readonly body: string;
  readonly at: string;
}

/** An issue, or the half of a pull request that is one: numbers are shared. */
export interface IssueRecord {
  readonly id: number;
  readonly number: number;
  readonly author: string;
  title: string;
  body: string | null;
  state: "open" | "closed";
  labels: string[];
  readonly createdAt: string;
  updatedAt: string;
  closedAt: string | null;
  closedBy: string | null;
  readonly comments: IssueComment[];
  readonly pull?: PullRecord;
}

export interface PullRecord {
  readonly headRef: string;
  /** `null`: of a fork; otherwise the repository's own. */
  readonly fork: string | null;
  headSha: string;
  readonly baseRef: string;
  baseSha: string;
  mergedAt: string | null;
  mergedBy: string | null;
  mergeCommit: string | null;
  lastPusher: string;
  /** What became of the branch while the pull request was closed. */
  branchLost: "deleted" | "rewritten" | null;
  readonly reviewers: Set<string>;
  readonly teams: Set<string>;
  readonly reviews: PullReview[];
}

export interface StatusRecord {
  readonly id: number;
  readonly sha: string;
  readonly login: string;
  readonly state: string;
  readonly context: string;
  readonly description: string | null;
  readonly target: string | null;
  readonly at: string;
}

export interface CheckRecord {
  readonly id: number;
  readonly sha: string;
  name: string;
  status: string;
  conclusion: string | null;
  title: string | null;
  summary: string | null;
  readonly at: string;
}

/** A rule of a ruleset, as the API has it. */
export interface Rule {
  readonly type: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

export interface Ruleset {
  readonly id: number;
  readonly name: string;
  readonly target: string;
  readonly enforcement: string;
  readonly conditions?: {
    readonly ref_name?: { readonly include: readonly string[]; readonly exclude: readonly string[] };
  };
  readonly bypass_actors?: readonly Readonly<Record<string, unknown>>[];
  readonly rules: readonly Rule[];
}

/** Protection in the older form, of one branch. */
export interface ClassicProtection {
  readonly approvals?: number;
  readonly dismissStale?: boolean;
  readonly lastPush?: boolean;
  readonly owners?: boolean;
  readonly contexts?: readonly string[];
  readonly forcePushes?: boolean;
  readonly deletions?: boolean;
  readonly enforceAdmins?: boolean;
  readonly bypassUsers?: readonly string[];
}
