import type { EvidenceParameters } from "#schemas/evidence-parameters";
import { cutText } from "../text/cut-text.js";
import { showInstant } from "../text/describe-time.js";
import { showPeriod } from "./show-period.js";

/** Whose evidence it is, for people: the organisation, or the estate where it has no other name. */
export function nameOfPack({ organisation, estate }: EvidenceParameters): string {
  return cutText(organisation ?? estate, 120);
}

/** What stands on the cover of a pack, as lines of a name and a value. */
export function describeCover(parameters: EvidenceParameters): readonly (readonly [name: string, value: string])[] {
  const { estate, organisation, odsCode, from, to, zone, framework, engines, leftOut } = parameters;
  const { generatedAt, generator, head } = parameters;
  return [
    ["Organisation", organisation === null ? "not told" : cutText(organisation, 200)],
    ["ODS code", odsCode === null ? "not told" : cutText(odsCode, 40)],
    ["Estate", cutText(estate, 200)],
    ["Period", `${showPeriod(parameters)}, in days of ${cutText(zone, 80)}`],
    ["As instants", `${showInstant(from)} to ${showInstant(to)}`],
    ["Framework and edition", cutText(framework, 120)],
    ["Engines in scope", cutText(engines.join(", "), 2000)],
    ["Engines left out", leftOut.length === 0 ? "none" : cutText(leftOut.join(", "), 2000)],
    ["Made at", showInstant(generatedAt)],
    ["Made by", cutText(generator, 120)],
    ["Rests on", `the ledger up to record ${head.seq}, ${cutText(head.hash, 80)}`],
  ];
}
