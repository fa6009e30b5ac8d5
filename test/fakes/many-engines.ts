import { parse, stringify } from "yaml";
import type { Estate } from "#schemas/estate";
import type { EstateSchedule } from "#schemas/schedule";
import { commitGoverned, type LoopbackEstate } from "./estate-on-loopback.js";

/** Makes so many engines of the one that an estate has: all are asked at the same two nodes, each is read and judged by itself. Gives their ids. */
export async function declareEngines(
  estate: LoopbackEstate,
  count: number,
  schedules?: readonly EstateSchedule[],
): Promise<readonly string[]> {
  const ids = Array.from({ length: count }, (_, index) => `engine-${index + 1}`);
  await commitGoverned(estate, "estate.yaml", (text) => {
    const declared = parse(text) as Estate;
    const [engine] = declared.engines;
    const engines = ids.map((id) => ({ ...engine, id }));
    return stringify({ ...declared, engines, ...(schedules === undefined ? {} : { schedules }) });
  });
  return ids;
}
