import type { DefaultsInForce } from "./effective-settings.js";

/** What is known of a production beside its definition. */
export interface ProductionContext {
  readonly defaults?: DefaultsInForce;
  /** Whether it starts with the namespace: `null` or left out where the engine does not tell. */
  readonly autoStart?: boolean | null;
}
