import { createHash } from "node:crypto";
import { GitRepository } from "../wire/git-repository.js";
import type { DevOpsFaults } from "./faults.js";
import type { DevOpsModel, Person, PolicyData, PullData, StatusData, Thread } from "./model.js";

/** What a host knows of one project with one repository. */
export class DevOpsState {
  readonly model: DevOpsModel;
  readonly git: GitRepository;
  readonly people: readonly Person[];
  readonly teams: Map<string, readonly string[]>;
  readonly pulls: PullData[] = [];
  readonly policies: PolicyData[] = [];
  readonly statuses = new Map<string, StatusData[]>();
  readonly repositoryId = idOf("the repository");
  readonly projectId = idOf("the project");
  faults: DevOpsFaults = {};
  private readonly clock: () => Date;
  private lastStamp = 0;
  private nextId = 1;

  constructor(model: DevOpsModel, folder: string, clock: () => Date = () => new Date()) {
    this.model = model;
    this.clock = clock;
    this.git = new GitRepository(folder);
    this.people = model.accounts.map(personOf);
    this.teams = new Map(Object.entries(model.teams));
  }

  /** Who the token is of. */
  get self(): Person {
    return this.people[0] ?? personOf("lockstep");
  }

  person(account: string): Person {
    return this.people.find(({ uniqueName }) => uniqueName === account) ?? personOf(account);
  }

  /** Never twice the same instant; with seven decimals, as the host writes it. */
  stamp(): string {
    this.lastStamp = Math.max(this.clock().getTime(), this.lastStamp + 1);
    return new Date(this.lastStamp).toISOString().replace("Z", "0000Z");
  }

  now(): Date {
    return this.clock();
  }

  id(): number {
    return this.nextId++;
  }

  pull(number: number): PullData | undefined {
    return this.pulls.find(({ id }) => id === number);
  }

  /** Notices what was pushed: every open review gets a push of its own, and where policy says so its votes are reset. */
  async afterPush(): Promise<void> {
    const heads = await this.git.branches();
    for (const pull of this.pulls) {
      const head = heads.get(pull.sourceRefName.replace("refs/heads/", ""));
      if (pull.status !== "active" || head === undefined || pull.iterations.at(-1)?.commit === head) continue;
      pull.iterations.push({ id: pull.iterations.length + 1, createdDate: this.stamp(), commit: head });
      if (pull.iterations.length > 1 && this.resetsVotes(pull)) {
        for (const reviewer of pull.reviewers.values()) reviewer.vote = 0;
      }
    }
  }

  /** Somebody's vote, with the thread that the host writes of it. */
  vote(pull: PullData, person: Person, vote: number): void {
    pull.reviewers.set(person.id, { vote, name: person.uniqueName, isContainer: false });
    if (this.faults.silentVotes) return;
    const host = { id: idOf("the host"), uniqueName: "vstfs:///Framework/Services", isContainer: true };
    const isOld = this.faults.oldVoteThreads === true;
    const by = isOld ? { CodeReviewVotedByTfId: text(person.id) } : { CodeReviewVotedByIdentity: text("1") };
    const properties = { CodeReviewThreadType: text("VoteUpdate"), CodeReviewVoteResult: text(String(vote)), ...by };
    this.addThread(pull, {
      comments: [
        { author: isOld ? host : { ...person }, content: `${person.displayName} voted ${vote}`, commentType: "system" },
      ],
      properties,
      identities: isOld ? {} : { 1: person },
      status: undefined,
    });
  }

  addThread(pull: PullData, thread: Omit<Thread, "id" | "publishedDate">): Thread {
    const added = { id: this.id(), publishedDate: this.stamp(), ...thread };
    pull.threads.push(added);
    return added;
  }

  private resetsVotes({ targetRefName }: PullData): boolean {
    return this.policies.some(
      ({ settings }) =>
        settings["resetOnSourcePush"] === true && JSON.stringify(settings["scope"]).includes(targetRefName),
    );
  }
}

/** An id in the form of a GUID, the same for the same name. */
export function idOf(name: string): string {
  const hex = createHash("sha256").update(name).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}

function personOf(account: string): Person {
  return { id: idOf(account.toLowerCase()), uniqueName: account, displayName: account.split("@")[0] ?? account };
}

function text(value: string): Readonly<Record<string, string>> {
  return { $type: "System.String", $value: value };
}
