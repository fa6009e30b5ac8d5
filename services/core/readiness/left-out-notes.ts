import type { ReadinessReason } from "#schemas/readiness";
import type { NodeView, ReadinessInput } from "./readiness-input.js";

const NAMED = 5;

/** Notes on what was not read because its name says that it is no configuration: a configuration in `log/` is not unseen without a word. */
export function leftOutNotes({ production, standby, engine }: ReadinessInput): ReadinessReason[] {
  return [production, standby].flatMap((node) => {
    const message = messageOf(node);
    if (message === undefined) return [];
    const action =
      "Move what is configuration to a folder of another name, or list them under `exclude` if none of it is.";
    return [{ code: "left-out", verdict: "ready" as const, message, owner: engine.owner, action, findings: [] }];
  });
}

function messageOf({ nodeId, snapshot }: NodeView): string | undefined {
  const { leftOut } = snapshot?.facts ?? {};
  if (leftOut === undefined) return undefined;
  const counted = [countOf(leftOut.folders, "folder"), countOf(leftOut.files, "file")].filter((text) => text !== "");
  const shown = leftOut.names.slice(0, NAMED).map((name) => `'${name}'`);
  const more = leftOut.names.length > NAMED || leftOut.folders > leftOut.names.length ? " and others" : "";
  return `${counted.join(" and ")} on ${nodeId} were not read, as their names say that they hold no configuration: ${shown.join(", ")}${more}.`;
}

function countOf(count: number, what: string): string {
  return count === 0 ? "" : `${count} ${what}${count === 1 ? "" : "s"}`;
}
