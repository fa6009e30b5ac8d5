import type { ReadinessReason } from "#schemas/readiness";
import type { NodeView, ReadinessInput } from "./readiness-input.js";

/**
 * A standby that is stopped, as a cold one is meant to be: its machine says that nobody listens, and the last snapshot is what
 * is known of it. A node that was merely not heard may run, and may have drifted.
 */
export function isStoppedCold(node: NodeView, { engine, standby }: ReadinessInput): boolean {
  return (
    engine.standbyMode === "cold" &&
    node.nodeId === standby.nodeId &&
    node.snapshot !== undefined &&
    node.problems.length > 0 &&
    node.problems.every(({ code }) => code === "node-down")
  );
}

/** How old a node's snapshot may be, in minutes. */
export function maxAgeMinutes(node: NodeView, input: ReadinessInput): number {
  const { maxColdSnapshotAgeMinutes, maxSnapshotAgeMinutes } = input.policy.settings;
  return isStoppedCold(node, input) ? maxColdSnapshotAgeMinutes : maxSnapshotAgeMinutes;
}

/** Says on what a verdict about a stopped standby rests. */
export function coldNote(node: NodeView, input: ReadinessInput): ReadinessReason[] {
  if (!isStoppedCold(node, input)) return [];
  const takenAt = node.snapshot?.takenAt ?? "";
  const hours = Math.floor((Date.parse(input.at) - Date.parse(takenAt)) / 3_600_000);
  const day = takenAt.slice(0, 16).replace("T", " ");
  const age = hours < 48 ? `${hours} hours` : `${Math.floor(hours / 24)} days`;
  return [
    {
      code: "standby-stopped",
      verdict: "ready",
      message: `${node.nodeId} is stopped, as a cold standby is: judged by its snapshot of ${day}, ${age} old.`,
      owner: input.engine.owner,
      action: "Start it for a look after each change, or read its node files.",
      findings: [],
    },
  ];
}
