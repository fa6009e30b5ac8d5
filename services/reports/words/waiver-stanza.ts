import type { Finding } from "#schemas/finding";
import { yamlText } from "#services/core/discovery/yaml-text";
import { escapeText } from "#services/core/text/escape-text";
import { shortId } from "../findings/find-finding.js";

/** How long the stanza proposes to tolerate the drift, in days; policy may allow less or more. */
const DAYS = 14;

/**
 * A waiver for one finding, ready to be put below `waivers:` in policy/waivers.yaml once people have filled in who and why:
 * what is left open fails validation, so that no waiver comes into force by being pasted.
 */
export function waiverStanza(finding: Finding, about: { engineId: string; at: string }): readonly string[] {
  const { kind, key } = finding.artefact;
  const granted = new Date(about.at);
  const expires = new Date(granted.getTime() + DAYS * 86_400_000);
  return [
    `  - id: waiver-${shortId(finding)}`,
    "    artefact:",
    `      engine: ${yamlText(about.engineId)}`,
    `      kind: ${yamlText(kind)}`,
    `      key: ${yamlText(key)}`,
    `    finding: ${escapeText(finding.id)}`,
    '    owner: ""        # who will put an end to the drift',
    '    approver: ""     # who permits it; never the owner',
    '    reason: ""       # why it is tolerated for now',
    `    granted: "${dayOf(granted)}"`,
    `    expires: "${dayOf(expires)}"`,
  ];
}

function dayOf(instant: Date): string {
  return Number.isNaN(instant.getTime()) ? "" : instant.toISOString().slice(0, 10);
}
