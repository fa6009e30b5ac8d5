/** One line of the audit log. */
export interface EventState {
  readonly id: number;
  readonly at: Date;
  readonly name: string;
  readonly userId: number;
  readonly attributes: readonly (readonly [name: string, value: string])[];
}

/** Who does something on the simulated server; a user name of the model. */
export interface Actor {
  readonly by?: string;
}

interface KnownUser {
  readonly id: number;
  readonly username: string;
}

/** The id of who acts; the first user of the server where nobody is named. */
export function idOfActor(actor: Actor, users: readonly KnownUser[]): number {
  if (actor.by === undefined) return users[0]?.id ?? 0;
  const found = users.find((user) => user.username === actor.by);
  if (found === undefined) throw new Error(`the simulated server has no user '${actor.by}'`);
  return found.id;
}
