import type { EvidencePackStanding } from "#schemas/api/evidence-packs";
import type { EvidenceChoices } from "#schemas/evidence-choices";
import { htmlTable } from "#services/reports/html/html-table";
import { type Markup, type MarkupValue, markup } from "#services/reports/html/markup";
import { count } from "#services/reports/text/count";
import { cutText } from "#services/reports/text/cut-text";
import { showInstant } from "#services/reports/text/describe-time";
import { estateLink } from "./estate-link.js";
import { type EvidenceFormAbout, evidenceForm } from "./evidence-form.js";
import type { PageParts, PageReader } from "./layout.js";
import { statusWords } from "./status-words.js";

interface EvidenceAbout extends Omit<EvidenceFormAbout, "editions"> {
  readonly packs: readonly EvidencePackStanding[];
  /** `undefined` where they cannot be told now. */
  readonly choices: EvidenceChoices | undefined;
  /** When one is made next by itself, and by which schedule. */
  readonly coming: readonly { readonly schedule: string; readonly at: string }[];
}

/** What was packed for auditors, where to fetch it, how it is verified without this service, and the form that asks for another. */
export function evidencePage(about: EvidenceAbout, reader: PageReader): PageParts {
  const { estate, packs, choices, coming } = about;
  const rows = packs.slice(0, MAX_ROWS).map((pack) => rowOf(pack, estate));
  return {
    title: "Evidence",
    breadcrumbs: [{ text: "Overview", href: estateLink(estate) }],
    main: markup`<p>An evidence pack tells what was observed in a period: every change, verdict and decision, with the signed records that it all follows from. An auditor takes it away and checks it without us. It grades nobody.</p>
${rows.length === 0 ? markup`<p>No pack is kept.</p>` : htmlTable({ caption: `${count(packs.length, "pack")} kept`, columns: ["Period", "Framework and engines", "Asked for", "State", "Pack"], rows })}
${packs.some(({ state }) => state === "waiting" || state === "at-work") ? markup`<p role="status"><a href="?">Load the page again</a> to see what became of those that are not made yet.</p>` : null}
${coming.map(({ schedule, at }) => markup`<p>Made next by itself: ${showInstant(at)}, by the schedule ${cutText(schedule, 60)}.</p>`)}
${evidenceForm({ ...about, editions: choices?.editions ?? [] }, reader)}
<h2>How a pack is verified</h2>
<p>On any machine with Lockstep, without a network: <code>lockstep evidence verify pack.zip --key SHA256:…</code>, with the fingerprint of the estate's key as you know it from elsewhere. Without Lockstep: <code>verify.mjs</code> and <code>verify.html</code> in the pack, or <code>ssh-keygen</code> and <code>git</code>.</p>
${keysOf(choices)}
<p class="soft">A fingerprint that stands on this page proves nothing by itself: whoever could forge the pack could forge the page. Compare it with one that you were given by another way, or with the head of the ledger that was mailed.</p>`,
  };
}

const MAX_ROWS = 200;

function rowOf(pack: EvidencePackStanding, estate: string): readonly MarkupValue[] {
  const { from, to, framework, engines, by, schedule, askedAt } = pack;
  const asked = by ?? (schedule === null ? "a schedule" : `the schedule ${schedule}`);
  return [
    `${from} to ${to}`,
    markup`${cutText(framework, 60)}<br /><span class="soft">${namesOf(engines)}</span>`,
    markup`${showInstant(askedAt)}<br /><span class="soft">by ${cutText(asked, 80)}</span>`,
    stateOf(pack),
    fetched(pack, estate),
  ];
}

const NAMED = 6;

function namesOf(engines: readonly string[]): string {
  const more = engines.length > NAMED ? ` and ${engines.length - NAMED} more` : "";
  return `${engines
    .slice(0, NAMED)
    .map((id) => cutText(id, 60))
    .join(", ")}${more}`;
}

function stateOf({ state, made, failed }: EvidencePackStanding): MarkupValue {
  if (made !== null)
    return markup`${statusWords("good", "made")}<br /><span class="soft">${showInstant(made.at)}, record ${made.record}</span>`;
  if (failed !== null && state === "failed") {
    return markup`${statusWords("bad", "failed")}<br />${cutText(failed.message, 300)} <span class="soft">${cutText(failed.remedy, 300)} (${failed.code})</span>`;
  }
  return statusWords("unsure", state === "at-work" ? "being made" : "waits to be made");
}

function fetched({ id, made, from, to }: EvidencePackStanding, estate: string): MarkupValue {
  if (made === null) return "";
  const about = markup`<span class="nhsuk-u-visually-hidden"> of ${from} to ${to}</span>`;
  return markup`<a href="${estateLink(estate, "evidence", id, "file")}" download>Fetch the pack${about}</a>, ${sizeOf(made.bytes)}<br /><span class="soft">SHA-256 <code>${made.sha256}</code>, signed by <code>${cutText(made.signedBy, 80)}</code></span>`;
}

function sizeOf(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.ceil(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function keysOf(choices: EvidenceChoices | undefined): Markup {
  if (choices === undefined || choices.keys.length === 0) {
    return markup`<p class="warning">Which keys count in this estate cannot be told now.</p>`;
  }
  const keys = choices.keys.slice(0, MAX_ROWS).map(({ fingerprint, from, until }) => {
    const times = [
      from === null ? "" : ` from ${showInstant(from)}`,
      until === null ? "" : ` until ${showInstant(until)}`,
    ];
    return markup`<li><code>${cutText(fingerprint, 80)}</code>${times.join("")}</li>`;
  });
  return markup`<p>Keys whose signatures count in this estate:</p><ul>${keys}</ul>`;
}
