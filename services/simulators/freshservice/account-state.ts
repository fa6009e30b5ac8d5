/** A change as the API tells it, its approvals beside it. */
export interface ChangeData {
  readonly change: Readonly<Record<string, unknown>> & { readonly id: number; readonly updated_at: string };
  readonly approvals?: readonly Readonly<Record<string, unknown>>[];
}

/** What an account holds when it starts. */
export interface FreshserviceModel {
  readonly changes: readonly ChangeData[];
  /** Mail addresses by number. */
  readonly agents: Readonly<Record<string, string>>;
  readonly requesters: Readonly<Record<string, string>>;
  /** States beside those that the product has, by number. */
  readonly states?: Readonly<Record<string, string>>;
}

/** A note on a change, in HTML. */
interface NoteData {
  readonly id: number;
  readonly changeId: number;
  readonly body: string;
}

/** What one simulated account holds, and what people may do to it. */
export class AccountState {
  readonly model: FreshserviceModel;
  private readonly changes = new Map<number, ChangeData>();
  private readonly notes: NoteData[] = [];
  private readonly clock: () => Date;

  constructor(model: FreshserviceModel, clock: () => Date) {
    this.model = model;
    this.clock = clock;
    for (const change of model.changes) this.changes.set(change.change.id, change);
  }

  now(): Date {
    return this.clock();
  }

  all(): readonly ChangeData[] {
    return [...this.changes.values()];
  }

  find(id: number): ChangeData | undefined {
    return this.changes.get(id);
  }

  /** Notes on a change, oldest first. */
  notesOn(id: number): readonly NoteData[] {
    return this.notes.filter((note) => note.changeId === id);
  }

  addNote(changeId: number, body: string): NoteData {
    const note = { id: 700 + this.notes.length, changeId, body };
    this.notes.push(note);
    return note;
  }

  /** Edits a change as an agent does: its time moves on. */
  edit(id: number, fields: Readonly<Record<string, unknown>>): void {
    const before = this.changes.get(id);
    if (before === undefined) throw new Error(`the simulated account has no change ${id}`);
    const updated_at = `${this.now().toISOString().slice(0, 19)}Z`;
    this.changes.set(id, { ...before, change: { ...before.change, ...fields, updated_at } });
  }
}
