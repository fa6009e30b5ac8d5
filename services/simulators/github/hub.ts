import type { GitRepository } from "../wire/git-repository.js";
import type { HubModel, HubTeam, Role } from "./hub-model.js";
import type { CheckRecord, ClassicProtection, IssueRecord, PullRecord, Ruleset, StatusRecord } from "./records.js";

/** An issue that is a pull request. */
export type Pull = IssueRecord & { readonly pull: PullRecord };

/** Something that happened, as a webhook tells it. */
export interface HubEvent {
  readonly event: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** What GitHub says no to, with the status and words that it has for it. */
export class HubRefusal extends Error {
  readonly status: number;
  /** As REST has it, the details beside it. */
  readonly said: string;
  readonly details: readonly unknown[];

  constructor(status: number, message: string, details: readonly unknown[] = []) {
    super(details.length === 0 ? message : `${message}: ${JSON.stringify(details)}`);
    this.said = message;
    this.status = status;
    this.details = details;
  }
}

/** What one simulated repository holds beside its commits, which are real. */
export class Hub {
  readonly model: HubModel;
  readonly git: GitRepository;
  readonly people: Map<string, Role>;
  readonly teams: Map<string, HubTeam>;
  readonly issues = new Map<number, IssueRecord>();
  readonly statuses: StatusRecord[] = [];
  readonly checks: CheckRecord[] = [];
  readonly rulesets = new Map<number, Ruleset>();
  readonly classic = new Map<string, ClassicProtection>();
  readonly events: HubEvent[] = [];
  onEvent: (event: HubEvent) => void = () => undefined;
  private lastId = 1000;
  private lastNumber = 0;
  private readonly clock: () => Date;

  constructor(model: HubModel, git: GitRepository, clock: () => Date) {
    this.model = model;
    this.git = git;
    this.clock = clock;
    this.people = new Map(Object.entries(model.people));
    this.teams = new Map(Object.entries(model.teams ?? {}));
  }

  now(): Date {
    return this.clock();
  }

  /** As GitHub writes instants: to the second. */
  stamp(): string {
    return `${this.clock().toISOString().slice(0, 19)}Z`;
  }

  nextId(): number {
    this.lastId += 1;
    return this.lastId;
  }

  nextNumber(): number {
    this.lastNumber += 1;
    return this.lastNumber;
  }

  /** What somebody is in the repository, by themselves or by a team; an app is what it was granted. */
  roleOf(login: string): Role {
    if (login.endsWith("[bot]")) return "write";
    const own = this.people.get(login) ?? "none";
    const byTeam = [...this.teams.values()].filter(({ members }) => members.includes(login));
    const roles = [own, ...byTeam.map(({ role = "write" }): Role => role)];
    return (["admin", "write", "read"] as const).find((role) => roles.includes(role)) ?? "none";
  }

  mayWrite(login: string): boolean {
    return ["admin", "write"].includes(this.roleOf(login));
  }

  pulls(): readonly Pull[] {
    return [...this.issues.values()].filter(isPull);
  }

  /** @throws HubRefusal 404 */
  pull(number: number): Pull {
    const found = this.issues.get(number);
    if (found === undefined || !isPull(found)) throw new HubRefusal(404, "Not Found");
    return found;
  }

  /** @throws HubRefusal 404 */
  issue(number: number): IssueRecord {
    const found = this.issues.get(number);
    if (found === undefined) throw new HubRefusal(404, "Not Found");
    return found;
  }

  tell(event: string, payload: Readonly<Record<string, unknown>>): void {
    const told = { event, payload };
    this.events.push(told);
    this.onEvent(told);
  }
}

export function isPull(issue: IssueRecord): issue is Pull {
  return issue.pull !== undefined;
}
