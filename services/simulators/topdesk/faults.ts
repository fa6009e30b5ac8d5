import type { FrontFaults } from "../wire/create-front.js";

/** What goes wrong on request, beside what can go wrong with any machine. A path is that of the request without its query. */
export interface TopdeskFaults extends FrontFaults {
  /** Questions for changes by number are answered with this one. */
  readonly wrongNumber?: string;
  /** No more entries a page than this, whatever is asked for. */
  readonly mostPerPage?: number;
  /** Lists that do not know the time of an edit as a field of queries (400). */
  readonly notByTime?: readonly string[];
  /** The list of which every page is the first. */
  readonly repeatsPages?: string;
  /** Activities of all changes are answered, whatever is asked for. */
  readonly answersAllActivities?: true;
}

/** What the operator may see. */
export interface TopdeskRights {
  /** Lists that are refused (403), as `/operatorChanges`. */
  readonly denied?: readonly string[];
  /** Nothing may be written on progress trails (403). */
  readonly deniedMemos?: true;
}
