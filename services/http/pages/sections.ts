import { mayDo } from "#services/core/access/may-do";
import type { Permission } from "#services/core/access/permissions";
import type { Principal } from "#services/core/access/principal";

/** The menu of an estate. */
export const SECTIONS = [
  { id: "overview", text: "Overview", path: [] },
  { id: "proposals", text: "Proposals", path: ["proposals"] },
  { id: "decisions", text: "Decisions", path: ["decisions"] },
  { id: "runs", text: "Runs", path: ["runs"] },
  { id: "compliance", text: "Over time", path: ["compliance"] },
  { id: "policy", text: "Policy health", path: ["policy-health"] },
  { id: "evidence", text: "Evidence", path: ["evidence"] },
  { id: "access", text: "Access", path: ["access"] },
  { id: "people", text: "People and tokens", path: ["people"] },
] as const;

export type Section = (typeof SECTIONS)[number]["id"];

/** The entries that a reader may open. */
export function sectionsFor(principal: Principal, estate: string): readonly (typeof SECTIONS)[number][] {
  return SECTIONS.filter(({ id }) => {
    const permission = ASKS[id];
    return permission === undefined || mayDo(principal, permission, { estate, engine: null });
  });
}

/** What an entry asks for beside reading. */
const ASKS: Partial<Record<Section, Permission>> = {
  evidence: "read-evidence",
  access: "read-records",
  people: "administer",
};
