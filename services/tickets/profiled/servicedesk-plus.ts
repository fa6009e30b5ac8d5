import type { Profile } from "./profile.js";

const SINCE =
  '{"list_info":{"row_count":100,"start_index":START,"search_criteria":[{"field":"last_updated_time","condition":"greater than","value":"SINCE"}]}}';

/** ManageEngine ServiceDesk Plus: questions are JSON in a parameter, times are milliseconds written as texts. */
export const SERVICEDESK_PLUS: Profile = {
  system: "servicedesk-plus",
  product: "ManageEngine ServiceDesk Plus",
  prefix: "CH",
  scope: {},
  login: (_declared, secret) => ({ authtoken: secret }),
  list: {
    path: `/api/v3/changes?input_data=${encodeURIComponent(SINCE).replace("START", "{start}").replace("SINCE", "{since}")}`,
    rows: "/changes/*",
    pageSize: 100,
    more: { flag: "/list_info/has_more_rows" },
    number: "/id",
    edited: { at: "/last_updated_time/value", form: "epoch-ms" },
    since: "epoch-ms",
  },
  find: { path: "/api/v3/changes/{number}", row: "/change" },
  parts: [
    {
      part: "approvals",
      steps: [
        { path: "/api/v3/changes/{id}/approval_levels", rows: ["/approval_levels/*"] },
        { path: "/api/v3/changes/{id}/approval_levels/{entry}/approvals", rows: ["/approvals/*"] },
      ],
    },
  ],
};
