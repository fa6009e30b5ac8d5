import type { EngineNode } from "#schemas/estate";
import { escapeText } from "#services/core/text/escape-text";
import { yamlText } from "./yaml-text.js";

/** An engine to write: what it is called, and its nodes as discovery saw them. */
export interface WrittenEngine {
  readonly id: string;
  readonly product: string;
  readonly owner: string;
  readonly nodes: readonly {
    readonly node: EngineNode;
    readonly version: string | undefined;
    readonly interfaces: number;
  }[];
}

/** Writes `estate.yaml` as a proposal. An engine without a standby would not be valid: it is written as a comment. */
export function writeEstateYaml(engines: readonly WrittenEngine[]): string {
  const pairs = engines.filter(({ nodes }) => nodes.length > 1);
  const singles = engines.filter(({ nodes }) => nodes.length === 1);
  return [
    ...HEAD,
    pairs.length === 0 ? "engines: []" : "engines:",
    ...pairs.flatMap((engine) => ["", ...writeEngine(engine)]),
    ...singles.flatMap((engine) => ["", ...NO_STANDBY, ...writeEngine(engine).map((line) => `# ${line}`)]),
    "",
    ...TAIL,
    "",
  ].join("\n");
}

const HEAD = [
  "# Every engine this organisation answers for, as 'lockstep init --discover' proposes it from what the engines said.",
  "# Check each line, above all who is primary. Only what is committed and pushed to main is in force:",
  '#   git add . && git commit -m "…" && git push',
  "# All keys: docs/configuration.md. Check with: lockstep validate, then lockstep doctor.",
  "estate: my-estate",
  "# organisation: Example Hospital NHS Trust",
  "",
];

const NO_STANDBY = [
  "# No other address that was given shares this node's channels, so it has no standby yet. Add one, and take the '# ' away:",
];

const TAIL = [
  "# When the service checks by itself, in that zone; outside of the hours from one to three, in which clocks change.",
  "schedules:",
  '  - { id: nightly, cron: "15 4 * * *", timeZone: Europe/London }',
  "",
  "# Change tickets, exported as JSON or CSV into a folder:",
  "# tickets:",
  "#   folder: tickets",
];

function writeEngine({ id, product, owner, nodes }: WrittenEngine): string[] {
  return [
    `  - id: ${id}  # used in commands: lockstep check ${id}`,
    `    product: ${product}`,
    `    owner: ${yamlText(owner)}  # an assumption: who answers for it`,
    "    # standbyMode: warm  # hot, warm or cold",
    "    nodes:",
    ...nodes.flatMap((seen) => writeNode(seen)),
  ];
}

function writeNode({ node, version, interfaces }: WrittenEngine["nodes"][number]): string[] {
  const { tls } = node;
  const assumed =
    node.role === "primary" ? "an assumption: it was given first" : "an assumption: it was not given first";
  return [
    `      - id: ${node.id}  # version ${escapeText(version ?? "unknown")}, ${interfaces} interfaces when it was looked at`,
    `        role: ${node.role}  # ${assumed}`,
    ...line("url", node.url),
    ...line("username", node.username),
    ...line("passwordEnv", node.passwordEnv),
    ...line("serverId", node.serverId),
    ...(tls === undefined
      ? []
      : ["        tls:", ...line("  fingerprint", tls.fingerprint), ...line("  caFile", tls.caFile)]),
  ];
}

function line(key: string, value: string | undefined): string[] {
  return value === undefined ? [] : [`        ${key}: ${yamlText(value)}`];
}
