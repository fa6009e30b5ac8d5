import { escapeText } from "#services/core/text/escape-text";
import type { ProposedInterface, ProposedInterfaces } from "./propose-interfaces.js";
import { yamlText } from "./yaml-text.js";

/** An interface that production runs and the standby does not. */
export interface StandbyState {
  readonly key: string;
  readonly nodeId: string;
  readonly operability: string;
}

/** Writes `policy/interfaces.yaml` as a proposal: every rule with what it was guessed from, what was not guessed as a comment. */
export function writeInterfacesYaml(
  proposals: readonly (ProposedInterfaces & { readonly states: readonly StandbyState[] })[],
): string {
  const rules = proposals.flatMap(({ rules, states }) => rules.map((proposed) => writeRule(proposed, states)));
  const unknown = proposals.flatMap((proposal) => proposal.unknown.map(({ name }) => `#   ${escapeText(name)}`));
  return [
    ...HEAD,
    rules.length === 0 ? "interfaces: []" : "interfaces:",
    ...rules.flat(),
    ...(unknown.length === 0 ? [] : [...UNKNOWN, ...unknown]),
    "",
  ].join("\n");
}

const HEAD = [
  "# What each interface is to the people who depend on it, GUESSED by 'lockstep init --discover' from names and message types.",
  "# Tiers are a custom, not a national figure: check tier, flow, owner and meaning of each rule with those who use it, and take",
  "# its comment away. The first rule that fits counts. tier 1: patients within minutes … tier 4: best effort.",
];

const UNKNOWN = [
  "",
  "# Nothing gave these away: policy's fallback (tier 1, unless policy.yaml says otherwise) holds for them.",
];

const SHOWN_NAMES = 5;

function writeRule({ rule, guess, covers }: ProposedInterface, states: readonly StandbyState[]): string[] {
  const match = Object.entries(rule.match).map(([key, value]) => `${key}: ${yamlText(value)}`);
  const names = covers.slice(0, SHOWN_NAMES).map(({ name }) => `'${escapeText(name)}'`);
  const more = covers.length > SHOWN_NAMES ? ` and ${covers.length - SHOWN_NAMES} more` : "";
  const sign =
    guess.from === "name" ? `the name says '${guess.word}'` : `its scripts mention ${guess.word.toUpperCase()}`;
  return [
    "",
    `  # A guess: ${escapeText(sign)}. Fits now: ${names.join(", ")}${more}.`,
    `  - match: { ${match.join(", ")} }`,
    `    tier: ${rule.tier}`,
    `    flow: ${yamlText(rule.flow)}`,
    `    owner: ${yamlText(rule.owner)}`,
    `    meaning: ${yamlText(rule.meaning ?? "")}`,
    ...covers.flatMap(({ key, name }) => writeStates(key, name, states)),
  ];
}

function writeStates(key: string, name: string, states: readonly StandbyState[]): string[] {
  return states
    .filter((state) => state.key === key)
    .map(
      ({ nodeId, operability }) =>
        `    # standby: ${operability}  # '${escapeText(name)}' runs on the primary and is ${operability} on ${nodeId}: is that meant?`,
    );
}
