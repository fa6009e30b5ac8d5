import type { CatalogueField } from "./catalogue.js";

/** What a site holds when it starts. Times are instants in UTC, people their user names. */
export interface JiraModel {
  readonly users: readonly { readonly name: string; readonly displayName: string; readonly email: string }[];
  /** Keys. */
  readonly projects: readonly string[];
  /** Fields of the site's own. Default those of the catalogue. */
  readonly ownFields?: readonly CatalogueField[];
  readonly issues: readonly IssueData[];
}

/** An issue and what belongs to it. */
export interface IssueData {
  readonly key: string;
  /** By id, or by name for fields of the site's own. */
  readonly fields: Readonly<Record<string, Stored>>;
  readonly approvals?: readonly StageData[];
  /** Edits that were made before it came to stand as it does. */
  readonly edits?: readonly EditData[];
}

export type Stored = string | readonly string[] | null;

/** One question to approvers. */
export interface StageData {
  readonly name: string;
  readonly asked: string;
  readonly decided?: string;
  /** Default `pending`. */
  readonly decision?: string;
  /** Who answered what, by user name. */
  readonly approvers: Readonly<Record<string, string>>;
}

export interface EditData {
  readonly at: string;
  readonly by: string;
  /** As in `IssueData.fields`. */
  readonly field: string;
  readonly from: Stored;
  readonly to: Stored;
}
