/** What a field holds, which decides how it is shown and how the Change API types it. */
export type FieldType = "text" | "datetime" | "integer" | "boolean" | { readonly refersTo: string } | Choices;

interface Choices {
  readonly choices: Readonly<Record<string, string>>;
}

const COMMON: Readonly<Record<string, FieldType>> = {
  sys_id: "text",
  sys_created_on: "datetime",
  sys_created_by: "text",
  sys_updated_on: "datetime",
  sys_updated_by: "text",
  sys_mod_count: "integer",
};

/** The labels of the states of a change request as it is delivered. */
export const STATES: Readonly<Record<string, string>> = {
  "-5": "New",
  "-4": "Assess",
  "-3": "Authorize",
  "-2": "Scheduled",
  "-1": "Implement",
  "0": "Review",
  "3": "Closed",
  "4": "Canceled",
};

const APPROVALS = {
  choices: { "not requested": "Not Yet Requested", requested: "Requested", approved: "Approved", rejected: "Rejected" },
};

/** Tables and their fields, as far as an instance of the simulator has them. */
export const TABLES: Readonly<Record<string, Readonly<Record<string, FieldType>>>> = {
  change_request: {
    ...COMMON,
    sys_class_name: "text",
    number: "text",
    type: { choices: { normal: "Normal", standard: "Standard", emergency: "Emergency" } },
    state: "integer",
    approval: APPROVALS,
    approval_set: "datetime",
    start_date: "datetime",
    end_date: "datetime",
    work_start: "datetime",
    work_end: "datetime",
    closed_at: "datetime",
    closed_by: { refersTo: "sys_user" },
    cmdb_ci: { refersTo: "cmdb_ci" },
    business_service: { refersTo: "cmdb_ci" },
    assignment_group: { refersTo: "sys_user_group" },
    assigned_to: { refersTo: "sys_user" },
    requested_by: { refersTo: "sys_user" },
    std_change_producer_version: { refersTo: "std_change_producer_version" },
    on_hold: "boolean",
    unauthorized: "boolean",
    conflict_status: { choices: { "Not Run": "Not Run", "No Conflict": "No Conflict", Conflict: "Conflict" } },
    short_description: "text",
    description: "text",
    justification: "text",
    implementation_plan: "text",
    backout_plan: "text",
    test_plan: "text",
    work_notes: "text",
    comments: "text",
    correlation_id: "text",
    correlation_display: "text",
    u_channels: "text",
  },
  change_task: { ...COMMON, change_request: { refersTo: "change_request" }, assigned_to: { refersTo: "sys_user" } },
  task_ci: { ...COMMON, task: { refersTo: "change_request" }, ci_item: { refersTo: "cmdb_ci" } },
  sysapproval_approver: {
    ...COMMON,
    sysapproval: { refersTo: "change_request" },
    approver: { refersTo: "sys_user" },
    group: { refersTo: "sys_user_group" },
    state: {
      choices: { ...APPROVALS.choices, not_required: "No Longer Required", cancelled: "Cancelled" },
    },
    comments: "text",
  },
  sys_audit: {
    ...COMMON,
    tablename: "text",
    documentkey: "text",
    fieldname: "text",
    oldvalue: "text",
    newvalue: "text",
    user: "text",
    record_checkpoint: "integer",
  },
  sys_choice: {
    ...COMMON,
    name: "text",
    element: "text",
    value: "text",
    label: "text",
    language: "text",
    inactive: "boolean",
  },
  sys_dictionary: { ...COMMON, name: "text", element: "text", column_label: "text", internal_type: "text" },
  sys_user: { ...COMMON, user_name: "text", name: "text", email: "text" },
  sys_user_group: { ...COMMON, name: "text" },
  cmdb_ci: { ...COMMON, name: "text" },
  std_change_producer_version: { ...COMMON, name: "text" },
};

/** The field by which a record of a table is shown where another one names it. */
export function displayField(table: string): string {
  return table === "change_request" ? "number" : "name";
}

/** The type of a field, one of a record that is named by another (`assigned_to.user_name`) included. */
export function typeOf(table: string, path: string): FieldType | undefined {
  const [field = "", ...rest] = path.split(".");
  const fields = TABLES[table];
  const type = fields !== undefined && Object.hasOwn(fields, field) ? fields[field] : undefined;
  if (rest.length === 0 || type === undefined) return type;
  return typeof type === "object" && "refersTo" in type ? typeOf(type.refersTo, rest.join(".")) : undefined;
}
