import type { Profile } from "./profile.js";

/** HaloITSM: a change is a type of ticket; whether a list can be asked by time is not known, so all of that type are read. */
export const HALO: Profile = {
  system: "halo",
  product: "HaloITSM",
  prefix: "HALO",
  scope: { type: null },
  token: { tokenPath: "/auth/token", tokenForm: { scope: "all" } },
  list: {
    path: "/api/Tickets?pageinate=true&page_size=50&page_no={page}&requesttype_id={type}&open_only=false",
    rows: "/tickets/*",
    pageSize: 50,
    count: "/record_count",
    number: "/id",
    edited: { at: "/lastactiondate", form: "utc" },
    since: "utc",
  },
  find: { path: "/api/Tickets/{number}?includedetails=true", row: "" },
  parts: [{ part: "approvals", steps: [{ path: "/api/TicketApproval?ticket_id={id}", rows: ["/approvals/*", "/*"] }] }],
};
