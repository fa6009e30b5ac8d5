import type { WireFaults } from "../wire/faults.js";

/**
 * What goes wrong on request. A path is one below `/api/atelier` without its query and decoded, for example `/v1/LIVE/docs`;
 * `*` is every path. May be changed while the simulator runs.
 */
export interface IrisFaults extends WireFaults {
  /** 500 with `status.errors`. */
  readonly serverError?: string;
  /** 200 with a failure in `status.summary`. */
  readonly softError?: { readonly path: string; readonly summary: string };
  /** The web server cannot reach the instance (504); the first `times` requests only, where given. */
  readonly gatewayDown?: { readonly times?: number };
  /** The id another instance would give. */
  readonly wrongServerId?: string;
  /** Each line of a document ends with a carriage return. */
  readonly carriageReturns?: true;
}

/** What the account may see. */
export interface NarrowedRights {
  /** No `%Development`. */
  readonly noDevelopment?: true;
  /** Documents that the bulk read says do not exist. */
  readonly hiddenDocuments?: readonly string[];
  /** Namespaces (names) whose list of documents comes out empty. */
  readonly emptyLists?: readonly string[];
  /** Tables without SELECT. */
  readonly deniedTables?: readonly string[];
  /** No `%Admin_Secure`, which the class queries of security ask for. */
  readonly noSecurityAdministration?: true;
  /** Namespaces that are not found. */
  readonly hiddenNamespaces?: readonly string[];
}
