import type { RawNode } from "#services/core/dialect";
import { parseEngineList } from "./engine-list.js";
import { branchNode, leafNode } from "./raw-nodes.js";

/** Columns that hold several values in one text, in no order that means anything. */
export const LIST_COLUMNS: ReadonlySet<string> = new Set([
  "Roles",
  "GrantedRoles",
  "EscalationRoles",
  "MatchRoles",
  "Resources",
  "Grantees",
  "ClientSystems",
  "CorsAllowlist",
  "CorsHeadersList",
  "EmailOnCompletion",
  "EmailOnError",
  "EmailOnExpiration",
  "OwnerList",
  "PeerNames",
]);

/** The items of a list column: `%All,%Operator` are two. `undefined` for any other column, and for an empty list. */
export function listItems(column: string, text: string): RawNode | undefined {
  if (!LIST_COLUMNS.has(column)) return undefined;
  const items = (parseEngineList(text) ?? text.split(",")).map((item) => item.trim());
  const kept = [...new Set(items.filter((item) => item !== ""))];
  return kept.length === 0
    ? undefined
    : branchNode(
        column,
        kept.map((item) => leafNode("item", item)),
      );
}
