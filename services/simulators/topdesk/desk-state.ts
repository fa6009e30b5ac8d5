import { randomUUID } from "node:crypto";

/** A change or an activity as it is stored, times as RFC 3339 UTC. */
export type Stored = Readonly<Record<string, unknown>>;

/** A change and its activities. */
export interface ChangeData {
  readonly change: Stored & { readonly number: string };
  readonly activities?: readonly Stored[];
}

/** What a desk holds when it starts. */
export interface TopdeskModel {
  readonly changes: readonly ChangeData[];
  /** Numbers of templates. */
  readonly templates?: readonly string[];
}

/** What one simulated desk holds, and what people may do to it. */
export class DeskState {
  private readonly stored: Stored[] = [];
  private readonly works: Stored[] = [];
  private readonly trails: (Stored & { readonly changeId: string })[] = [];
  private readonly clock: () => Date;
  readonly templates: readonly string[];

  constructor({ changes, templates = [] }: TopdeskModel, clock: () => Date) {
    this.clock = clock;
    this.templates = templates;
    for (const { change, activities = [] } of changes) {
      const id = randomUUID();
      const times = { creationDate: this.stamp(), modificationDate: this.stamp() };
      this.stored.push({ ...times, ...change, id });
      for (const activity of activities) {
        const edited = change["modificationDate"] ?? this.stamp();
        this.works.push({
          creationDate: edited,
          modificationDate: edited,
          ...activity,
          id: randomUUID(),
          change: { id, number: change.number },
        });
      }
    }
  }

  now(): Date {
    return this.clock();
  }

  changes(): readonly Stored[] {
    return this.stored;
  }

  activities(): readonly Stored[] {
    return this.works;
  }

  /** Edits a change as an operator does: its time moves on. */
  edit(number: string, fields: Stored): void {
    const at = this.stored.findIndex((change) => change["number"] === number);
    if (at === -1) throw new Error(`the simulated desk has no ${number}`);
    this.stored[at] = { ...this.stored[at], ...fields, modificationDate: this.stamp() };
  }

  /** Edits the first activity of a change of some type, which leaves the change itself as it is. */
  editActivity(number: string, activityType: string, fields: Stored): void {
    const id = this.stored.find((change) => change["number"] === number)?.["id"];
    const at = this.works.findIndex((work) => work["activityType"] === activityType && changeId(work) === id);
    if (at === -1) throw new Error(`the simulated desk has no ${activityType} of ${number}`);
    this.works[at] = { ...this.works[at], ...fields, modificationDate: this.stamp() };
  }

  /** What stands on the progress trail of the change with an id, oldest first. */
  trailOf(changeId: string): readonly Stored[] {
    return this.trails.filter((entry) => entry.changeId === changeId);
  }

  addMemo(changeId: string, text: string): Stored {
    const entry = { id: randomUUID(), changeId, type: "memo", plainText: text, creationDate: this.stamp() };
    this.trails.push(entry);
    return entry;
  }

  private stamp(): string {
    return `${this.now().toISOString().slice(0, 19)}Z`;
  }
}

function changeId({ change }: Stored): unknown {
  return typeof change === "object" && change !== null ? Reflect.get(change, "id") : undefined;
}
