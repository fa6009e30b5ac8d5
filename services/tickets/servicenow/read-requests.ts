/** The Table API in the version that answers an empty list with an empty list; the first answered 404. */
export const TABLE_API = "/api/now/v2/table/";
export const CHANGE_API = "/api/sn_chg_rest/change";
export const TOKEN_PATH = "/oauth_token.do";

const TABLES = [
  "change_request",
  "change_task",
  "sys_audit",
  "sys_choice",
  "sys_dictionary",
  "sys_user",
  "sysapproval_approver",
  "task_ci",
];

/** Every request that is ever sent but for a note: nothing is written, and `approvals` of the Change API is not among them. */
export const READ_REQUESTS: readonly string[] = [
  ...TABLES.map((table) => `GET ${TABLE_API}${table}`),
  `GET ${CHANGE_API}`,
  `GET ${CHANGE_API}/*/conflict`,
  `POST ${TOKEN_PATH}`,
];

/** What is sent for a note beside that. */
export const WRITE_REQUESTS: readonly string[] = [`PATCH ${TABLE_API}change_request/*`, `PATCH ${CHANGE_API}/*`];
