/** What the values of a field are, which decides how they are written. */
export type FieldType =
  | "text"
  | "document"
  | "datetime"
  | "user"
  | "option"
  | "options"
  | "status"
  | "issuetype"
  | "services"
  | "names"
  | "request";

export interface CatalogueField {
  readonly id: string;
  readonly name: string;
  readonly type: FieldType;
  /** The key of the one project that it belongs to. */
  readonly project?: string;
}

/** The fields that every site has, as far as the simulator knows them. */
export const STANDING_FIELDS: readonly CatalogueField[] = [
  { id: "summary", name: "Summary", type: "text" },
  { id: "description", name: "Description", type: "document" },
  { id: "status", name: "Status", type: "status" },
  { id: "issuetype", name: "Issue Type", type: "issuetype" },
  { id: "assignee", name: "Assignee", type: "user" },
  { id: "reporter", name: "Reporter", type: "user" },
  { id: "created", name: "Created", type: "datetime" },
  { id: "updated", name: "Updated", type: "datetime" },
  { id: "resolutiondate", name: "Resolved", type: "datetime" },
  { id: "components", name: "Components", type: "names" },
];

/** Fields of a site's own, as a change project may have them. Ids differ from site to site. */
export const OWN_FIELDS: readonly CatalogueField[] = [
  { id: "customfield_10010", name: "Request Type", type: "request" },
  { id: "customfield_10021", name: "Flagged", type: "options" },
  { id: "customfield_10041", name: "Change type", type: "option" },
  { id: "customfield_10042", name: "Planned start", type: "datetime" },
  { id: "customfield_10043", name: "Planned end", type: "datetime" },
  { id: "customfield_10044", name: "Affected services", type: "services" },
  { id: "customfield_10045", name: "Implementation plan", type: "document" },
  { id: "customfield_10046", name: "Interfaces", type: "text" },
];

/** The schema type by which the API tells a field. */
export const SCHEMA_TYPES: Readonly<Record<FieldType, string>> = {
  text: "string",
  document: "string",
  datetime: "datetime",
  user: "user",
  option: "option",
  options: "array",
  status: "status",
  issuetype: "issuetype",
  services: "array",
  names: "array",
  request: "sd-customerrequesttype",
};

/** Statuses of both kinds of workflow, and one that nobody else has. */
export const STATUSES: readonly string[] = [
  "Open",
  "Draft",
  "Planning",
  "Awaiting approval",
  "Awaiting CAB approval",
  "Approved",
  "Awaiting implementation",
  "Scheduled",
  "Implementing",
  "Post implementation review",
  "Completed",
  "Closed",
  "Declined",
  "Rejected",
  "Canceled",
  "Awaiting vendor",
];
