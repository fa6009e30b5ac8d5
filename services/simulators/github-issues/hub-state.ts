/** An issue as the API tells it, its timeline beside it. */
export interface IssueData {
  readonly issue: Readonly<Record<string, unknown>> & { readonly number: number; readonly updated_at: string };
  readonly timeline?: readonly TimelineEvent[];
}

export interface TimelineEvent {
  readonly event: string;
  readonly created_at: string;
  readonly actor: { readonly login: string } | null;
  readonly label?: { readonly name: string };
}

/** What a repository holds when the simulator starts. */
export interface GitHubModel {
  /** `owner/name` */
  readonly repository: string;
  readonly issues: readonly IssueData[];
  /** Logins by `organisation/team`. */
  readonly teams?: Readonly<Record<string, readonly string[]>>;
}

interface CommentData {
  readonly id: number;
  readonly issueNumber: number;
  readonly body: string;
}

/** What one simulated repository holds, and what people may do to it. */
export class HubState {
  readonly model: GitHubModel;
  private readonly issues = new Map<number, IssueData>();
  private readonly comments: CommentData[] = [];
  private readonly clock: () => Date;

  constructor(model: GitHubModel, clock: () => Date) {
    this.model = model;
    this.clock = clock;
    for (const issue of model.issues) this.issues.set(issue.issue.number, issue);
  }

  now(): Date {
    return this.clock();
  }

  all(): readonly IssueData[] {
    return [...this.issues.values()];
  }

  find(issueNumber: number): IssueData | undefined {
    return this.issues.get(issueNumber);
  }

  /** Comments on an issue, oldest first. */
  commentsOn(issueNumber: number): readonly CommentData[] {
    return this.comments.filter((comment) => comment.issueNumber === issueNumber);
  }

  comment(issueNumber: number, body: string): CommentData {
    const comment = { id: 9000 + this.comments.length, issueNumber, body };
    this.comments.push(comment);
    return comment;
  }

  /** Edits an issue as a person does: its time moves on. */
  edit(issueNumber: number, fields: Readonly<Record<string, unknown>>): void {
    const before = this.issues.get(issueNumber);
    if (before === undefined) throw new Error(`the simulated repository has no issue ${issueNumber}`);
    const updated_at = `${this.now().toISOString().slice(0, 19)}Z`;
    this.issues.set(issueNumber, { ...before, issue: { ...before.issue, ...fields, updated_at } });
  }
}
