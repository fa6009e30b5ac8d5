import type { WireFaults } from "../wire/faults.js";

/** What goes wrong on request. A path is one without its query, for example `/admin/config`; `*` is every path. */
export interface RhapsodyFaults extends WireFaults {
  /** 500, because somebody has the variables checked out in the IDE. */
  readonly variablesCheckedOut?: boolean;
  /** 503 to everything, for the first `times` requests only, where given. */
  readonly maintenance?: { readonly times?: number };
}
