import type { EstateOverview } from "#schemas/api/estate-overview";
import { worstOf } from "#services/core/readiness/worst-of";
import type { Viewed } from "#services/ports/estate-views";
import { htmlTable } from "#services/reports/html/html-table";
import { type MarkupValue, markup } from "#services/reports/html/markup";
import { count } from "#services/reports/text/count";
import { cutText } from "#services/reports/text/cut-text";
import { VERDICT_WORDS } from "#services/reports/words/standing";
import { estateLink } from "./estate-link.js";
import type { PageParts } from "./layout.js";
import { tellVerdicts } from "./overview-cells.js";
import { showAge } from "./show-age.js";
import { statusWords } from "./status-words.js";

/** One estate of the fleet, with the engines that the reader may see. */
export interface FleetEntry {
  readonly estate: string;
  readonly overview: Viewed<EstateOverview>;
}

/** Every estate that the reader may see, with its worst verdict and the age of its oldest one. It is read only. */
export function fleetPage(entries: readonly FleetEntry[], at: Date): PageParts {
  return {
    title: "Estates",
    main: markup`${htmlTable({
      caption: count(entries.length, "estate"),
      columns: ["Estate", "Worst verdict", "Oldest verdict", "Engines"],
      rows: entries.map((entry) => rowOf(entry, at)),
    })}
<p class="soft">The worst verdict is that of the engine that stands worst. Each estate keeps its own repository, keys and people.</p>`,
  };
}

function rowOf({ estate, overview }: FleetEntry, at: Date): readonly MarkupValue[] {
  const name = markup`<a href="${estateLink(estate)}">${cutText(overview.value?.organisation ?? estate, 80)}</a>`;
  if (overview.value === undefined)
    return [
      name,
      statusWords("unsure", "UNKNOWN"),
      "not known",
      cutText(overview.fault?.message ?? "It could not be read.", 300),
    ];
  const { engines } = overview.value;
  const verdict = worstOf(engines.map(({ readiness }) => readiness.verdict));
  const byOverride = verdict === "ready" && engines.some(({ readiness }) => readiness.byOverride);
  const mark = byOverride ? "unsure" : ({ ready: "good", "not-ready": "bad", unknown: "unsure" } as const)[verdict];
  const instants = engines.map(({ readiness }) => readiness.asOf);
  const oldest = instants.includes(null) || instants.length === 0 ? null : (instants.toSorted()[0] ?? null);
  return [
    name,
    statusWords(mark, byOverride ? "READY BY OVERRIDE" : VERDICT_WORDS[verdict]),
    showAge(oldest, at),
    tellVerdicts(engines),
  ];
}
