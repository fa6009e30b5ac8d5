import type { Estate } from "#schemas/estate";
import type { App } from "#services/app";

/** One estate that the service answers for. */
export interface ServedEstate {
  /** As `estate.yaml` calls it, and as addresses name it. */
  readonly id: string;
  readonly app: App;
  /** As last read from `main`, at most a minute ago; `undefined` while it cannot be read. */
  readonly declared: () => Estate | undefined;
}
