/** A person of whom the book knows the name. */
export interface PersonInBook {
  /** The id of the pseudonym: 16 hex digits. */
  readonly id: string;
  readonly name: string;
  /** The pseudonym as it was first written, with the part in which the person acted then. */
  readonly pseudonym: string;
  /** When the name was first written, RFC 3339 UTC. */
  readonly since: string;
}

/** Whose pseudonym is whose: outside Git, since what is in Git can never be taken back. */
export interface PeopleBook {
  /** The key under which pseudonyms are made. @throws LockstepError `key-missing` */
  key(): Promise<Uint8Array>;
  /** Writes a name, unless it is there. It is on disk when this returns. @throws LockstepError `system-refused` */
  keep(person: PersonInBook): Promise<void>;
  /** Everybody, sorted by name; none where there is no book. @throws LockstepError `system-refused` */
  list(): Promise<readonly PersonInBook[]>;
  /** Takes a name out, and keeps its id until `settle`: whatever is cut off then is known. @throws LockstepError `system-refused` */
  remove(id: string): Promise<void>;
  /** Ids of those who are to be forgotten, or whose forgetting is not known to be on record. @throws LockstepError `system-refused` */
  unsettled(): Promise<readonly string[]>;
  /** That they were forgotten is on record. @throws LockstepError `system-refused` */
  settle(ids: readonly string[]): Promise<void>;
}
