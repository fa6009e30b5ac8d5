import type { Principal } from "#services/core/access/principal";

/** The name in which a decision is made; `undefined` of what is no person. It is never one that a request gives. */
export function actorOf({ kind, name }: Principal): string | undefined {
  return kind === "person" || kind === "operator" ? name : undefined;
}
