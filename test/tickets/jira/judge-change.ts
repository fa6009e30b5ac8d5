import type { Authorisation } from "#schemas/authorisation";
import type { ChangeControl } from "#schemas/change-control";
import type { ChangeFacts } from "#services/core/authorisation/change-facts";
import { readingOf } from "#services/core/tickets/reading-of";
import { aChange, tell } from "#test/core/ticket-story";
import { APPROVED, DIGEST, type StagedSite } from "./stage-site.js";

/** A change of production by Sam, in the window of the approved ticket, on the night on which clocks go back. */
export function madeAt(instant: string, about: Partial<ChangeFacts> = {}): ChangeFacts {
  const made = { interval: [instant, instant] as const, actors: ["sam.engineer"], digest: DIGEST };
  return aChange({ ...made, references: [APPROVED], ...about });
}

export const IN_WINDOW = "2026-10-25T01:30:00Z";

const CONTROL: Partial<ChangeControl> = {
  configurationItems: [{ ci: "TIE Live", engine: "tie", role: "primary" }],
};

/** Lists the tickets of a site and holds a change against them, as a run does. */
export async function judgeChange(
  { system, request }: StagedSite,
  change: ChangeFacts,
  control: Partial<ChangeControl> = {},
): Promise<Authorisation> {
  const { facts, completeTo, gone } = await system.list(request, null);
  const about = { system: system.system, instance: "itsm", message: null, asked: "", completeTo, gone: [...gone] };
  return tell({
    readings: [readingOf({ ...about, state: "read" }, facts, request.mapping)],
    change,
    control: { ...CONTROL, ...control },
    at: completeTo,
  });
}
