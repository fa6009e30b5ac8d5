import { createHash } from "node:crypto";
import { type CatalogueField, OWN_FIELDS, STANDING_FIELDS, STATUSES } from "./catalogue.js";
import type { EditData, IssueData, JiraModel, StageData, Stored } from "./site-model.js";

/** An issue as the site holds it: fields by id. */
export interface HeldIssue {
  readonly id: string;
  readonly key: string;
  readonly fields: Readonly<Record<string, Stored>>;
  readonly approvals: readonly StageData[];
  readonly edits: readonly EditData[];
}

/** What somebody said of an issue: a document, or a text with wiki markup. */
export interface HeldComment {
  readonly id: string;
  readonly issueId: string;
  readonly body: unknown;
  /** False: requesters do not see it. */
  readonly isPublic: boolean;
}

/** What one simulated site holds, and what people may do to it. */
export class JiraState {
  readonly users: JiraModel["users"];
  readonly projects: readonly string[];
  readonly fields: readonly CatalogueField[];
  private readonly issues = new Map<string, HeldIssue>();
  private readonly clock: () => Date;
  private readonly comments: HeldComment[] = [];

  constructor(model: JiraModel, clock: () => Date) {
    this.users = model.users;
    this.projects = model.projects;
    this.fields = [...STANDING_FIELDS, ...(model.ownFields ?? OWN_FIELDS)];
    this.clock = clock;
    for (const issue of model.issues) this.add(issue);
  }

  now(): Date {
    return this.clock();
  }

  all(): readonly HeldIssue[] {
    return [...this.issues.values()];
  }

  /** By key, by a key that it had before it was moved, or by id. */
  find(keyOrId: string): HeldIssue | undefined {
    const wanted = keyOrId.toUpperCase();
    return this.all().find(({ id, key, edits }) => {
      return id === keyOrId || key === wanted || edits.some(({ field, from }) => field === "Key" && from === wanted);
    });
  }

  get(key: string): HeldIssue {
    const found = this.find(key);
    if (found === undefined) throw new Error(`the simulated site has no ${key}`);
    return found;
  }

  field(idOrName: string): CatalogueField | undefined {
    return this.fields.find(({ id, name }) => id === idOrName || name === idOrName);
  }

  add({ key, fields, approvals = [], edits = [] }: IssueData): void {
    const id = String(20_000 + this.issues.size);
    const byId = Object.entries(fields).map(([name, value]) => [this.field(name)?.id ?? name, value] as const);
    this.issues.set(id, { id, key, fields: Object.fromEntries(byId), approvals, edits });
  }

  /** Edits a field as a person does: the issue's time and record of edits move on. */
  edit(key: string, field: string, to: Stored, by = "sam.engineer"): void {
    const issue = this.get(key);
    const id = this.field(field)?.id ?? field;
    const at = this.now().toISOString();
    const edit = { at, by, field, from: issue.fields[id] ?? null, to };
    this.put({ ...issue, fields: { ...issue.fields, [id]: to, updated: at }, edits: [...issue.edits, edit] });
  }

  /** Moves an issue to another project: it bears another key from then on. */
  move(from: string, to: string): void {
    const issue = this.get(from);
    const at = this.now().toISOString();
    const edit = { at, by: "sam.engineer", field: "Key", from, to };
    this.put({ ...issue, key: to, fields: { ...issue.fields, updated: at }, edits: [...issue.edits, edit] });
  }

  /** Asks for approval, or answers it: what approvals there are is no field of an issue. */
  setApprovals(key: string, approvals: readonly StageData[]): void {
    this.put({ ...this.get(key), approvals });
  }

  /** Comments on an issue, oldest first. */
  commentsOn(key: string): readonly HeldComment[] {
    const { id } = this.get(key);
    return this.comments.filter((comment) => comment.issueId === id);
  }

  comment(key: string, body: unknown, isPublic = true): HeldComment {
    const comment = { id: String(40_000 + this.comments.length), issueId: this.get(key).id, body, isPublic };
    this.comments.push(comment);
    return comment;
  }

  /** A number that stands for a word of the site for as long as it lives. */
  idOf(kind: string, word: string): string {
    const at = STATUSES.indexOf(word);
    if (kind === "status" && at >= 0) return String(10_001 + at);
    return String(
      30_000 + (Number.parseInt(createHash("md5").update(`${kind} ${word}`).digest("hex").slice(0, 6), 16) % 60_000),
    );
  }

  private put(issue: HeldIssue): void {
    this.issues.set(issue.id, issue);
  }
}

/** The key of an issue's project. */
export function projectOf({ key }: Pick<HeldIssue, "key">): string {
  return key.slice(0, key.lastIndexOf("-"));
}
