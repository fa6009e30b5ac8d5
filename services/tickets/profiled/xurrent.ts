import type { Profile } from "./profile.js";

/** Xurrent (4me): a change is a workflow, and who approves is a task of it. */
export const XURRENT: Profile = {
  system: "xurrent",
  product: "Xurrent",
  prefix: "WF",
  scope: { account: null },
  login: ({ scope = {} }, secret) => ({
    Authorization: `Bearer ${secret}`,
    "X-Xurrent-Account": scope["account"] ?? "",
    "X-4me-Account": scope["account"] ?? "",
  }),
  list: {
    path: "/v1/workflows?per_page=100&page={page}&updated_at=%3E%3D{since}",
    rows: "/*",
    pageSize: 100,
    more: "link",
    number: "/id",
    edited: { at: "/updated_at", form: "offset" },
    since: "offset",
  },
  find: { path: "/v1/workflows/{number}", row: "" },
  parts: [{ part: "tasks", steps: [{ path: "/v1/workflows/{id}/tasks?per_page=100", rows: ["/*"] }] }],
};
