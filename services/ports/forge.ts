import type { Forge as Declared } from "#schemas/forge";
import type { Diagnosis } from "./connector.js";

/** What a session with a forge needs. */
export interface ForgeRequest {
  readonly declared: Declared;
  /** The token, or the private key (PEM) of the app; from environment or file, never logged. */
  readonly secret?: string;
  readonly signal?: AbortSignal;
  /** Deadline of one request in milliseconds, waits for a rate limit included. Default 60,000. */
  readonly timeoutMs?: number;
  /** Our clock. */
  readonly now: () => Date;
}

/** What a host can do; where it cannot, the use case finds another way and says so. */
export interface ForgeAbilities {
  /** Characters that the body of a review may have. */
  readonly bodyMax: number;
  /** Characters that the description of a commit status may have. */
  readonly statusMax: number;
  /** Whether an opinion names the commit it was given for. Where it does not, the host withdraws opinions on each push. */
  readonly opinionsBoundToCommit: boolean;
  /** Whether this account may write check runs. */
  readonly checkRuns: boolean;
  /** Whether the host has issues, one of which can be the dashboard; otherwise it is a file on a branch of its own. */
  readonly issues: boolean;
  /** Where the host reads who owns which path; `null` where it reads no such file. */
  readonly ownersFile: string | null;
}

/** How git reaches the repository. */
export interface ForgeRemote {
  /** https://, ssh://, or a path for a repository of this machine; without user or password. */
  readonly url: string;
  /** Value of the header `Authorization` for https; never on a command line, never logged. */
  readonly authorization?: string;
}

/** A review as the forge holds it: a pull request, in the words of most. */
export interface ForgeReview {
  readonly number: number;
  readonly url: string;
  readonly branch: string;
  readonly base: string;
  readonly title: string;
  readonly body: string;
  readonly state: "open" | "closed" | "merged";
  /** Newest commit on the branch, as the forge holds it; `null` where it does not say. */
  readonly head: string | null;
  readonly author: string;
  readonly labels: readonly string[];
  readonly openedAt: string;
  /** When it was closed or merged; `null` while it is open. */
  readonly endedAt: string | null;
  /** Who closed or merged it; `null` while it is open, or where the forge does not tell. */
  readonly endedBy: string | null;
  readonly mergeCommit: string | null;
}

/** One opinion that a person gave of a review: a review on GitHub, a vote on Azure DevOps. */
export interface ForgeOpinion {
  readonly account: string;
  readonly says: "approved" | "changes-requested" | "commented" | "dismissed";
  /** The commit it was given for; `null` where the forge does not tell, or no longer has it. */
  readonly commit: string | null;
  readonly at: string;
  /** Its words: hostile until escaped. */
  readonly text: string;
}

export interface ReviewDraft {
  readonly branch: string;
  readonly base: string;
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
}

/** What a commit is told to be, beside its name in a list. */
export interface CommitStatus {
  readonly state: "pending" | "success" | "failure" | "error";
  /** Names the status, for example `lockstep/proposal`. */
  readonly context: string;
  readonly description: string;
  readonly url?: string;
}

export interface CheckRun {
  readonly name: string;
  readonly conclusion: "success" | "failure" | "neutral" | "action_required";
  readonly title: string;
  /** Markdown, at most 60,000 characters. */
  readonly summary: string;
}

/** How the branch of the estate is guarded, as the forge says. `null`: the account may not see it. */
export interface ForgeProtection {
  readonly pullRequestRequired: boolean | null;
  readonly approvals: number | null;
  readonly staleOpinionsVoid: boolean | null;
  readonly lastPusherMayNotApprove: boolean | null;
  readonly ownersMustApprove: boolean | null;
  readonly forcePushForbidden: boolean | null;
  readonly deletionForbidden: boolean | null;
  /** Accounts or teams that may pass all that, in words. */
  readonly bypass: readonly string[];
}

/** What `lockstep protect` asks a forge to guard. */
export interface ProtectionPlan {
  readonly branch: string;
  readonly approvals: number;
  readonly ownersMustApprove: boolean;
}

/** A session with one repository on a forge. What it throws is a LockstepError of family upstream or configuration. */
export interface ForgeSession {
  /** The account that Lockstep acts as. */
  readonly account: string;
  readonly abilities: ForgeAbilities;
  readonly remote: ForgeRemote;
  /** Where people look at the repository; `null` where there is no such place. */
  readonly url: string | null;
  /** Where people read a file of a commit or branch. */
  fileUrl(ref: string, path: string): string;
  /** Every open review from a branch below `drift/`, and those ended since the instant, oldest first. */
  listReviews(endedSince: string): Promise<readonly ForgeReview[]>;
  /** `undefined` where there is none of the number. */
  findReview(number: number): Promise<ForgeReview | undefined>;
  openReview(draft: ReviewDraft): Promise<ForgeReview>;
  /** Changes what is given and leaves the rest. */
  editReview(number: number, edit: Partial<Pick<ReviewDraft, "title" | "body" | "labels">>): Promise<void>;
  closeReview(number: number): Promise<void>;
  reopenReview(number: number): Promise<void>;
  comment(number: number, body: string): Promise<void>;
  /** Accounts, or teams with a slash. Gives those that could not be asked, each with the reason. */
  askReviewers(number: number, owners: readonly string[]): Promise<readonly { owner: string; why: string }[]>;
  /** All of them, oldest first; also those that no longer count. */
  opinions(number: number): Promise<readonly ForgeOpinion[]>;
  /** The accounts in these teams, lower case, sorted. @throws LockstepError where a team cannot be read: an unread team is no empty one */
  membersOf(teams: readonly string[]): Promise<readonly string[]>;
  setStatus(commit: string, status: CommitStatus): Promise<void>;
  /** Writes a check run; only where `abilities.checkRuns`. */
  setCheck(commit: string, check: CheckRun): Promise<void>;
  /** One issue with the label `lockstep-dashboard`; gives its address. Only where `abilities.issues`. */
  putDashboard(dashboard: { readonly title: string; readonly body: string }): Promise<string>;
  readProtection(branch: string): Promise<ForgeProtection>;
  /** What the owners file says that the host does not understand, a sentence each. */
  ownersFileProblems(): Promise<readonly string[]>;
  protect(plan: ProtectionPlan): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Speaks with the forges of one make. */
export interface Forge {
  readonly system: string;
  /** Every request it may send, as `METHOD /path` patterns: the wire is held against it in tests. */
  readonly requests: readonly string[];
  /** What the entry in estate.yaml lacks or has too much for this make, each as one clause. */
  declarationProblems(declared: Declared): readonly string[];
  /** Signs in and finds the repository. @throws LockstepError */
  open(request: ForgeRequest): Promise<ForgeSession>;
  /** Looks for each missing right, route, certificate and clock fault. Never throws for what it finds. */
  diagnose(request: ForgeRequest): Promise<readonly Diagnosis[]>;
}
