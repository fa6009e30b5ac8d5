import { type OwnedPath, type OwnersQuestion, planOwners } from "./owners-plan.js";

/** The host reads no more than three million bytes of it. */
const MAX_CHARACTERS = 2_500_000;

/**
 * Writes the owners file (CODEOWNERS) that policy asks for: the last line that fits a path counts, so the CAB stands first for
 * everything, then the owners of lesser interfaces, then the CAB again for tier 1.
 *
 * @returns only the lines of the CAB where nobody else is named, or there are too many of them
 */
export function writeOwnersFile(question: OwnersQuestion): string {
  const { roots, shared, critical } = planOwners(question);
  const first = [...HEADER, ...section("The whole estate: the change advisory board.", roots)];
  const lines = [
    ...first,
    ...section("Interfaces below tier 1: whoever owns them may look, too.", shared),
    ...section("Tier 1: the change advisory board alone.", critical),
  ];
  const text = `${lines.join("\n")}\n`;
  return text.length <= MAX_CHARACTERS ? text : `${first.join("\n")}\n`;
}

const HEADER = [
  "# Written by Lockstep from policy/review.yaml and policy/interfaces.yaml. Change those, not this file:",
  "# 'lockstep protect' writes it anew. The last line that fits a path counts.",
];

function section(title: string, owned: readonly OwnedPath[]): readonly string[] {
  const lines = owned.flatMap(({ path, owners }) => {
    const pattern = patternOf(path);
    return pattern === undefined || owners.length === 0 ? [] : [`${pattern} ${owners.join(" ")}`];
  });
  return lines.length === 0 ? [] : ["", `# ${title}`, ...lines];
}

/**
 * The pattern of a path, from the top of the repository, so that it never begins with a `#` that would make a comment of it. There are
 * no character classes, and nothing makes a wild card plain: a path with such a character has no line of its own, and stays
 * with the CAB by the line above it.
 */
function patternOf(path: string): string | undefined {
  if (!/^[A-Za-z0-9_.~/ -]+$/.test(path)) return undefined;
  const escaped = path.replaceAll(" ", "\\ ");
  return /\.[a-z]+$|CODEOWNERS$/.test(path) ? `/${escaped}` : `/${escaped}/`;
}
