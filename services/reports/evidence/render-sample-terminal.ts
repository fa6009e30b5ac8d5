import type { SampledChange, SampleReport } from "#schemas/sample-report";
import { type TerminalOptions, TerminalPage } from "../terminal/terminal-page.js";
import { count } from "../text/count.js";
import { cutText } from "../text/cut-text.js";
import { showInstant } from "../text/describe-time.js";
import { writeTicketTrail, writeTrail } from "./terminal-trail.js";

/** A sample: how it was drawn, what was drawn, and the trail of each, on a terminal. */
export function renderSampleTerminal(report: SampleReport, options: TerminalOptions): string {
  const { population, seed, by, from, to, engines, drawn, method, weights } = report;
  const page = new TerminalPage(options);
  const how = by === "risk" ? "by risk" : "every change equally likely";
  page.add(`${drawn.length} of ${count(population, "change")}, drawn ${how}, seed ${seed}`, { style: "bold" });
  page.add(`${showInstant(from)} to ${showInstant(to)}: ${engines.map((id) => cutText(id, 80)).join(", ")}`);
  page.add(method);
  for (const weight of weights) page.add(weight, { lead: "  · " });
  page.gap();
  for (const change of drawn) page.add(describe(change), { lead: `  ${String(change.place).padStart(3)}  ` });
  for (const trail of report.trails) writeTrail(page, trail);
  for (const ticket of report.tickets) writeTicketTrail(page, ticket);
  return page.toString();
}

function describe({ changeId, engine, item, foundAt, weight, shares }: SampledChange): string {
  const what = cutText(item ?? "an item that can no longer be named", 120);
  const why = shares.map((share) => `${share.because} ${share.weight}`).join(", ");
  const weighed = shares.length === 0 ? "" : `; weight ${weight}: ${why}`;
  return `${cutText(engine, 80)}: ${what}, found ${showInstant(foundAt)} (${changeId.slice(0, 19)})${weighed}`;
}
