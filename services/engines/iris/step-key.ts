import type { RawNode } from "#services/core/dialect";
import { attributeOf } from "./raw-nodes.js";

/** What identifies a step of a rule, a transformation or a process: its name, else what it acts on. */
const IDENTITY = ["name", "property", "target", "class", "condition", "PropName", "MessageType", "key", "piece"];

/** A condition is what a `when` says, not what it is: a changed one is told as changed. */
const BY_PLACE: ReadonlySet<string> = new Set(["when", "otherwise", "case", "return", "trace", "code", "sql"]);

/** The key of a step among its siblings: `send ADT_Out`, `assign target.{MSH:9.1}`, `when`. */
export function stepKey(node: RawNode): string {
  const identity = stepIdentity(node);
  return identity === undefined ? node.name : `${node.name} ${identity}`;
}

function stepIdentity(node: RawNode): string | undefined {
  const attributes = BY_PLACE.has(node.name) ? ["name"] : IDENTITY;
  return attributes.map((name) => attributeOf(node, name)).find((value) => value !== undefined && value !== "");
}
