import type { EngineStanding } from "#schemas/api/estate-overview";
import { count } from "#services/reports/text/count";
import type { Mark } from "./status-words.js";

/** The axes beside readiness, in the order in which they stand. */
export const AXES = ["conformity", "authorisation", "freshness", "operability", "access"] as const;
export type Axis = (typeof AXES)[number];

type Words = readonly [mark: Mark, words: string];

/** How one axis of an engine stands, in words. A state that is not known here is told as not known. */
export function axisWords(engine: EngineStanding, axis: Axis): Words {
  const { state, count: behind } = engine[axis];
  const states: Readonly<Record<string, (behind: number) => Words>> = WORDS[axis];
  return states[state]?.(behind) ?? ["unsure", "Not known"];
}

const WORDS = {
  conformity: {
    "in-lockstep": () => ["good", "In lockstep"],
    drifted: (behind) => ["bad", `${count(behind, "difference")} open`],
  },
  authorisation: {
    "nothing-waits": () => ["good", "None without authority"],
    waits: (behind) => ["bad", `${count(behind, "change")} without authority`],
  },
  freshness: {
    fresh: () => ["good", "Fresh"],
    stale: (behind) => ["unsure", `Stale: ${count(behind, "node")}`],
    never: (behind) => ["unsure", `Never read: ${count(behind, "node")}`],
  },
  operability: {
    "as-declared": () => ["good", "Nothing runs otherwise"],
    differs: (behind) => ["bad", `${count(behind, "interface does", "interfaces do")} not run as declared`],
  },
  access: {
    ok: () => ["good", "Read"],
    refused: (behind) => ["unsure", `Login refused: ${count(behind, "node")}`],
    unreachable: (behind) => ["unsure", `Not reached: ${count(behind, "node")}`],
  },
} as const satisfies Record<Axis, Readonly<Record<string, (behind: number) => Words>>>;
