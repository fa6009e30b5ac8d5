import { type ProfiledMake, queryOf, slice } from "./profiled-make.js";
import type { ProfiledChange } from "./profiled-state.js";

function isoOf({ editedAt }: ProfiledChange): string {
  return new Date(editedAt).toISOString().slice(0, 19);
}

/** HaloITSM: pages by number, with a count; times without a zone; lists tell little. */
const halo: ProfiledMake = {
  isSignedIn: (request) => request.get("Authorization") === "Bearer t0ken",
  answer(request, state, lookUp) {
    const query = queryOf(request);
    const told = (change: ProfiledChange) => ({ id: change.digits, lastactiondate: isoOf(change) });
    if (request.path === "/api/TicketApproval") {
      return { body: { approvals: state.find(Number(query.get("ticket_id")))?.lists["approvals"] ?? [] } };
    }
    const [, digits] = /^\/api\/Tickets(?:\/(\d+))?$/.exec(request.path) ?? [];
    if (digits !== undefined) {
      const change = lookUp(Number(digits));
      return change && { body: { ...change.row, ...told(change) } };
    }
    const size = Number(query.get("page_size"));
    const { page } = slice(state.all(), (Number(query.get("page_no")) - 1) * size, size);
    return { body: { record_count: state.count(), tickets: page.map(told) } };
  },
};

/** Ivanti: OData, where a question for one is a list of one. */
const ivanti: ProfiledMake = {
  isSignedIn: (request, secret) => request.get("Authorization") === `rest_api_key=${secret}`,
  answer(request, state, lookUp) {
    const query = queryOf(request);
    const filter = query.get("$filter") ?? "";
    const told = (change: ProfiledChange) => ({
      ...change.row,
      RecId: `rec${change.digits}`,
      ChangeNumber: change.digits,
      LastModDateTime: `${isoOf(change)}Z`,
    });
    if (request.path.endsWith("/frs_approvalvotetrackings")) {
      const [, digits] = /ParentLink_RecID eq 'rec(\d+)'/.exec(filter) ?? [];
      return { body: { value: state.find(Number(digits))?.lists["approvals"] ?? [] } };
    }
    const [, digits] = /ChangeNumber eq (\d+)/.exec(filter) ?? [];
    if (digits !== undefined) {
      const change = lookUp(Number(digits));
      return { body: { value: change === undefined ? [] : [told(change)] } };
    }
    const [, since = ""] = /LastModDateTime ge (\S+)/.exec(filter) ?? [];
    const found = state.all().filter(({ editedAt }) => editedAt >= Date.parse(since));
    return { body: { value: slice(found, Number(query.get("$skip")), Number(query.get("$top"))).page.map(told) } };
  },
};

/** ServiceDesk Plus: questions in JSON, approvals below levels, times as texts of milliseconds. */
const servicedeskPlus: ProfiledMake = {
  isSignedIn: (request, secret) => request.get("authtoken") === secret,
  answer(request, state, lookUp) {
    const [, digits, levels, level] =
      /^\/api\/v3\/changes(?:\/(\d+)(?:\/(approval_levels)(?:\/(\d+)\/approvals)?)?)?$/.exec(request.path) ?? [];
    const told = (change: ProfiledChange) => ({
      ...change.row,
      id: String(change.digits),
      last_updated_time: { value: String(change.editedAt), display_value: "a while ago" },
    });
    if (level !== undefined) return { body: { approvals: state.find(Number(digits))?.lists["approvals"] ?? [] } };
    if (levels !== undefined) return { body: { approval_levels: [{ id: "1" }] } };
    if (digits !== undefined) {
      const change = lookUp(Number(digits));
      return change && { body: { change: told(change) } };
    }
    const asked: unknown = JSON.parse(queryOf(request).get("input_data") ?? "{}");
    const [start = 1, since = 0] = [/"start_index":(\d+)/, /"value":"(\d+)"/].map((one) =>
      Number(one.exec(JSON.stringify(asked))?.[1]),
    );
    const found = state.all().filter(({ editedAt }) => editedAt > since);
    const { page, isMore } = slice(found, start - 1, 100);
    return { body: { changes: page.map(told), list_info: { has_more_rows: isMore } } };
  },
};

/** Xurrent: lists at the root, pages by link. */
const xurrent: ProfiledMake = {
  isSignedIn: (request, secret) =>
    request.get("Authorization") === `Bearer ${secret}` && request.get("X-Xurrent-Account") === "hospital",
  answer(request, state, lookUp) {
    const [, digits, tasks] = /^\/v1\/workflows(?:\/(\d+)(?:\/(tasks))?)?$/.exec(request.path) ?? [];
    const told = (change: ProfiledChange) => ({ ...change.row, id: change.digits, updated_at: `${isoOf(change)}Z` });
    if (tasks !== undefined) return { body: state.find(Number(digits))?.lists["tasks"] ?? [] };
    if (digits !== undefined) {
      const change = lookUp(Number(digits));
      return change && { body: told(change) };
    }
    const query = queryOf(request);
    const since = Date.parse((query.get("updated_at") ?? "").replace(/^>=/, ""));
    const found = state.all().filter(({ editedAt }) => editedAt >= since);
    const page = Number(query.get("page"));
    const { page: rows, isMore } = slice(found, (page - 1) * 100, 100);
    query.set("page", String(page + 1));
    return { body: rows.map(told), ...(isMore ? { link: query.toString() } : {}) };
  },
};

/** Every make that has a simulator of this kind, by the name that estate.yaml uses. */
export const MAKES = { halo, ivanti, "servicedesk-plus": servicedeskPlus, xurrent } as const satisfies Readonly<
  Record<string, ProfiledMake>
>;
