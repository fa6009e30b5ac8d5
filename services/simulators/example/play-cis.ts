import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Act } from "./act.js";
import type { Pair } from "./pair.js";
import type { FileEngine } from "./start-cis.js";

/** Lets one night of the story happen in both sites, and tells it. */
export function playCis(number: 1 | 2 | 3, { primary, standby }: Pair<FileEngine>): readonly Act[] {
  if (number === 1) return [];
  if (number === 3) {
    addWard(standby);
    return [{ nodeId: "cis-b", by: "l.marsh", what: "added ward 'CEDAR' to the table of nursing teams there, too" }];
  }
  addWard(primary);
  saveAgain(standby);
  return [
    {
      nodeId: "cis-a",
      by: "l.marsh",
      what: "added the new ward 'CEDAR' to the table 'nursing-teams'",
    },
    { nodeId: "cis-b", by: "m.devlin", what: "looked at the site in its editor, moved two icons and saved it" },
  ];
}

function addWard(site: FileEngine): void {
  edit(site, "Tables/nursing-teams.tbl", (text) => `${text}CEDAR,south\n`);
}

/** What the editor writes anew although nothing was changed. */
function saveAgain(site: FileEngine): void {
  edit(site, "NetConfig", (text) =>
    text
      .replace("who: lmarsh", "who: mdevlin")
      .replace("July 6, 2026 10:12:00 AM", "November 22, 2026 11:40:00 PM")
      .replace("COORDS {100 80}", "COORDS {120 140}")
      .replace("COORDS {360 80}", "COORDS {380 140}"),
  );
}

function edit({ folder }: FileEngine, path: string, change: (text: string) => string): void {
  const file = join(folder, "community", path);
  writeFileSync(file, change(readFileSync(file, "utf8")));
}
