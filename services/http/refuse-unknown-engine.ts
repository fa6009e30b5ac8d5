import { engineSight, mayDoSomewhere } from "#services/core/access/may-do";
import type { Principal } from "#services/core/access/principal";
import { type Refusal, refuse } from "./answer.js";
import type { ServedEstate } from "./served-estate.js";

/** Who asks, and the estate that they ask about. */
export interface AskedOf {
  readonly principal: Principal;
  readonly estate: Pick<ServedEstate, "id" | "declared">;
}

/**
 * Says that there is no such engine, of one that may not be seen in the same words, with those that whoever asks may see. What was asked for is
 * repeated only where it is of the form of a name.
 */
export function refuseUnknownEngine(engine: string, { principal, estate: { id, declared } }: AskedOf): Refusal {
  const asked = NAME.test(engine) ? `There is no engine '${engine}'` : "There is no engine of that name";
  const words = { code: "selector-unknown", remedy: REMEDY } as const;
  if (!mayDoSomewhere(principal, "read", id)) return refuse(404, { ...words, detail: `${asked} here.` });
  const engines = declared()?.engines;
  if (engines === undefined) return refuse(404, { ...words, detail: `${asked}: ${NOTHING_IN_FORCE}` });
  const names = engineSight(principal, id, engines).map((each) => each.id);
  const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : "";
  const there = `${names.slice(0, MAX_NAMES).join(", ") || "none"}${more}`;
  return refuse(404, {
    ...words,
    detail: `${asked} in the estate '${id}', or you may not see it; there are: ${there}.`,
  });
}

/** A slip in a name is told with the name; anything else is nobody's slip. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;

const MAX_NAMES = 20;

const NOTHING_IN_FORCE = "the estate.yaml of its estate is not in force now; the service's log says why.";

const REMEDY =
  "The names are those of estate.yaml › engines; `GET /api/v1/estates/<estate>` lists them for a token that may read.";
