import { readFileSync, writeFileSync } from "node:fs";
import type { Act } from "./act.js";
import type { Pair } from "./pair.js";
import type { CommandEngine } from "./start-pager.js";

/** Lets one night of the story happen on both gateways, and tells it. */
export function playPager(number: 1 | 2 | 3, { primary, standby }: Pair<CommandEngine>): readonly Act[] {
  if (number === 1) return [];
  repointCultures(number === 2 ? primary : standby);
  const by = "n.baptiste";
  return number === 2
    ? [
        {
          nodeId: "pager-a",
          by,
          what: "sent positive blood cultures to pager 4431, since the microbiologists have a new one",
        },
      ]
    : [{ nodeId: "pager-b", by, what: "sent positive blood cultures to pager 4431 there, too" }];
}

function repointCultures({ file }: CommandEngine): void {
  writeFileSync(file, readFileSync(file, "utf8").replace('"4417"', '"4431"'));
}
