import type { NodeFacts, OperabilityFact } from "#schemas/snapshot";
import type { RawNode } from "#services/core/dialect";
import { elementsNamed, textAt } from "./raw-nodes.js";

type Judged = Pick<OperabilityFact, "operability" | "cause">;

/** Reads from the dashboard whether each channel runs as it is saved. */
export function readStatuses(root: RawNode): NodeFacts {
  return { operability: elementsNamed(root, "dashboardStatus").flatMap(readStatus) };
}

function readStatus(status: RawNode): OperabilityFact[] {
  const key = textAt(status, "channelId");
  if (key === undefined) return [];
  const state = textAt(status, "state");
  const queued = Number(textAt(status, "queued") ?? Number.NaN);
  return [
    {
      kind: "channel",
      key,
      ...judgeStatus(status, state),
      ...(state === undefined ? {} : { state }),
      ...(Number.isInteger(queued) ? { queued } : {}),
    },
  ];
}

/** The revision of an undeployed channel is always told as in step; `codeTemplatesChanged` is left out for false. */
function judgeStatus(status: RawNode, state: string | undefined): Judged {
  if (state === undefined || state === "UNKNOWN") return { operability: "unknown" };
  if (state === "UNDEPLOYED") return { operability: "saved-only" };
  if ((textAt(status, "deployedRevisionDelta") ?? "0") !== "0") return { operability: "saved-only", cause: "source" };
  if (textAt(status, "codeTemplatesChanged") === "true") return { operability: "saved-only", cause: "code-templates" };
  return { operability: "deployed" };
}
