import type { GrantedRole } from "./permissions.js";

/** A role in one estate, over all its engines or some. */
export interface Grant {
  readonly estate: string;
  readonly role: GrantedRole;
  readonly engines: "all" | readonly string[];
}

/**
 * Who asks: a person who signed in, a token, whoever sits at the machine (`operator`, on loopback alone), or somebody nobody knows
 * (`anonymous`, without a grant).
 */
export interface Principal {
  readonly kind: "person" | "token" | "operator" | "anonymous";
  /** What tells this one from every other, for logs and limits: never shown to others. */
  readonly id: string;
  /** What records bear. */
  readonly name: string;
  /** What the records of single estates bear in its place, by estate: each estate names its own people. */
  readonly namesIn?: Readonly<Record<string, string>>;
  readonly grants: readonly Grant[];
}

export const ANONYMOUS: Principal = { kind: "anonymous", id: "anonymous", name: "", grants: [] };
