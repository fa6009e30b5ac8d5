/**
 * Says why a difference keeps no failover from working: an object that was made again by hand works as well as the first. It is
 * told all the same, because a locker file that is loaded later matches objects by id, and would make a second one of it.
 */
export function mayDiffer(_kind: string, _key: string, segments: readonly string[]): string | undefined {
  return segments.length > 1 && segments[0] === "identity"
    ? "the object was made again by hand: it works, but loading a locker file would double it"
    : undefined;
}
