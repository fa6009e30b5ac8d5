type Fields = Readonly<Record<string, unknown>>;

/** A change as its make tells it, and the lists that belong to it, by name. */
export interface ProfiledChange {
  /** The digits of its number. */
  readonly digits: number;
  /** When it was edited last, in milliseconds since 1970. */
  readonly editedAt: number;
  readonly row: Fields;
  readonly lists: Readonly<Record<string, readonly Fields[]>>;
}

/** What a simulated system of some make holds. */
export class ProfiledState {
  private readonly changes: ProfiledChange[];
  private readonly clock: () => Date;
  private readonly hidden: readonly number[];

  /** @param hidden digits of changes that are counted and not shown */
  constructor(changes: readonly ProfiledChange[], clock: () => Date, hidden: readonly number[] = []) {
    this.changes = [...changes];
    this.clock = clock;
    this.hidden = hidden;
  }

  now(): Date {
    return this.clock();
  }

  all(): readonly ProfiledChange[] {
    return this.changes.filter(({ digits }) => !this.hidden.includes(digits));
  }

  count(): number {
    return this.changes.length;
  }

  find(digits: number): ProfiledChange | undefined {
    return this.changes.find((change) => change.digits === digits);
  }

  /** Edits a change as a person does: its time moves on. */
  edit(digits: number): void {
    const at = this.changes.findIndex((change) => change.digits === digits);
    const before = this.changes[at];
    if (before === undefined) throw new Error(`the simulated system has no change ${digits}`);
    this.changes[at] = { ...before, editedAt: this.now().getTime() };
  }
}
