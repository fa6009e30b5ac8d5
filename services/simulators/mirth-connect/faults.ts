import type { WireFaults } from "../wire/faults.js";

/**
 * What goes wrong on request. A path is one below `/api` without its query, for example `/channels`; `*` is every path that
 * needs a login. May be changed while the simulator runs.
 */
export interface MirthFaults extends WireFaults {
  /** 204 instead of a list, as role-based access does for what is hidden. */
  readonly noContent?: string;
  /** The id another server would give. */
  readonly wrongServerId?: string;
  /** `/server/status` says so: 1 unavailable, 2 starting, 3 initial deploy; for the first `times` questions only, where given. */
  readonly engineStatus?: { readonly status: 1 | 2 | 3; readonly times?: number };
}
