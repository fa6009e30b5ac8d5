import type { ExpectedDifference } from "#schemas/policy";
import { escapeText } from "#services/core/text/escape-text";
import type { ProposedDifferences } from "./propose-expected-differences.js";
import { yamlText } from "./yaml-text.js";

/** Writes `policy/expected-differences.yaml` as a proposal in which nothing is in force: each rule waits for a person. */
export function writeExpectedDifferencesYaml(proposals: readonly ProposedDifferences[]): string {
  const suggestions = proposals.flatMap((proposal) => proposal.suggestions);
  const secrets = proposals.flatMap((proposal) => proposal.secrets.map((what) => `#   ${escapeText(what)}`));
  const onlyOn = proposals.flatMap((proposal) =>
    proposal.onlyOn.map(({ nodeId, artefact }) => `#   ${nodeId}: ${artefact.kind} '${escapeText(artefact.name)}'`),
  );
  const others = proposals.reduce((sum, proposal) => sum + proposal.others, 0);
  return [
    ...HEAD,
    "expectedDifferences: []",
    ...(suggestions.length === 0 ? [] : [...SUGGESTED, ...suggestions.flatMap(writeRule).map((line) => `# ${line}`)]),
    ...titled(
      "Secrets that differ. Their values are never shown; 'lockstep check' lists them as drift until you decide:",
      secrets,
    ),
    ...titled("On one node only: drift, until it is removed or carried over.", onlyOn),
    ...(others === 0 ? [] : ["", `# ${others} other values differ: drift. 'lockstep check' shows them.`]),
    "",
  ].join("\n");
}

const HEAD = [
  "# Differences that should exist between the nodes. They are checked: another value, or no difference, is drift.",
  "# Below is what 'lockstep init --discover' saw. NOTHING of it is in force: a difference may as well be a fault.",
];

const SUGGESTED = [
  "# To accept a rule: take the '# ' away from it and from the line 'expectedDifferences:' below, remove the line above, and",
  "# say in its reason why it must be so.",
  "# expectedDifferences:",
];

function titled(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", `# ${title}`, ...lines];
}

function writeRule({ id, artefact, path, values, reason }: ExpectedDifference): string[] {
  return [
    `  - id: ${yamlText(id)}`,
    `    artefact: { ${pairs(artefact)} }`,
    `    path: ${yamlText(path)}`,
    `    values: { ${pairs(values)} }`,
    `    reason: ${yamlText(reason)}`,
  ];
}

function pairs(record: Readonly<Record<string, string>>): string {
  return Object.entries(record)
    .map(([key, value]) => `${yamlText(key)}: ${yamlText(value)}`)
    .join(", ");
}
