/** Somebody with an account. */
export interface Person {
  readonly id: string;
  readonly uniqueName: string;
  readonly displayName: string;
}

/** One text in a thread. */
export interface ThreadComment {
  readonly author: Readonly<Record<string, unknown>>;
  readonly content: string;
  readonly commentType: string;
}

export interface Thread {
  readonly id: number;
  readonly publishedDate: string;
  readonly comments: readonly ThreadComment[];
  readonly properties: Readonly<Record<string, unknown>>;
  readonly identities: Readonly<Record<string, unknown>>;
  readonly status: string | undefined;
}

export interface StatusData {
  readonly state: string;
  readonly description: string;
  readonly context: { readonly name: string; readonly genre: string };
  readonly iterationId?: number;
}

/** A pull request as the host keeps it. */
export interface PullData {
  readonly id: number;
  title: string;
  description: string;
  readonly sourceRefName: string;
  readonly targetRefName: string;
  status: "active" | "abandoned" | "completed";
  readonly createdBy: Person;
  readonly creationDate: string;
  closedDate: string | undefined;
  closedBy: Person | undefined;
  mergeCommit: string | undefined;
  readonly isFork: boolean;
  labels: string[];
  readonly iterations: { readonly id: number; readonly createdDate: string; readonly commit: string }[];
  readonly threads: Thread[];
  /** By identity, people and teams. */
  readonly reviewers: Map<string, { vote: number; readonly name: string; readonly isContainer: boolean }>;
  readonly statuses: StatusData[];
}

export interface PolicyData {
  readonly id: number;
  readonly isEnabled: boolean;
  readonly isBlocking: boolean;
  readonly isDeleted: boolean;
  readonly type: { readonly id: string };
  readonly settings: Readonly<Record<string, unknown>>;
}

/** What the host is made of when it starts. */
export interface DevOpsModel {
  /** Of the repository; its collection is in the address. */
  readonly project: string;
  readonly repository: string;
  /** Accounts; the first is the one whose token is good. */
  readonly accounts: readonly string[];
  /** By name, the accounts in a team of the project. */
  readonly teams: Readonly<Record<string, readonly string[]>>;
  /** Newest version of the API. Default 7.1. */
  readonly version?: string;
}
