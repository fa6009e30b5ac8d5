import type { FrontFaults } from "../wire/create-front.js";

/** What goes wrong on request, beside what can go wrong with any machine. A path is that of the request without its query. */
export interface ServiceNowFaults extends FrontFaults {
  /** Questions for one change request are answered with this one. */
  readonly wrongNumber?: string;
  /** The table on which the instance runs out of its own time, and ends its answer with an error. */
  readonly breaksOff?: string;
  /** The next page is named on another server. */
  readonly linkElsewhere?: true;
  /** The table about which every condition is dropped, so that all of it is answered. */
  readonly answersAll?: string;
  /** Neither `Link` nor `X-Total-Count` is sent: a proxy took them away. */
  readonly noPaging?: true;
}

/** What the account may see. */
export interface ServiceNowRights {
  /** Tables that are refused (403). */
  readonly deniedTables?: readonly string[];
  /** Change requests that are counted and not shown. */
  readonly hiddenChanges?: readonly string[];
  /** Tables whose rows are counted and not shown. */
  readonly hiddenTables?: readonly string[];
  /** Change requests whose approvals are counted and not shown. */
  readonly hiddenApprovers?: readonly string[];
  /** Fields that are not shown, as `table.field`. */
  readonly hiddenFields?: readonly string[];
  /** Fields that stay as they are, whatever is written, as `table.field`. */
  readonly readOnlyFields?: readonly string[];
}
