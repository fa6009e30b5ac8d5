/** One change that a trail is asked for. */
export interface WantedChange {
  readonly engineId: string;
  /** Of a difference, of a change that was made and undone between two looks, or of a plan. */
  readonly changeId: string;
}

/** Tells whether a trail is asked for a change. */
export type IsWanted = (change: WantedChange) => boolean;

/** Its name in a map. */
export function keyOfChange({ engineId, changeId }: WantedChange): string {
  return JSON.stringify([engineId, changeId]);
}
