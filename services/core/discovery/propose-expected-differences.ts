import type { CompareChange, CompareFinding } from "#schemas/compare-report";
import type { ArtefactRef } from "#schemas/drift";
import type { ExpectedDifference } from "#schemas/policy";
import { parsePath } from "#services/core/artefact/change-path";

/** What two nodes of an engine do not share, sorted by what a person should do with it. */
export interface ProposedDifferences {
  /** May be meant: a place, a name, a poller that runs on one node only. A person has to confirm each. */
  readonly suggestions: readonly ExpectedDifference[];
  /** Differ in something secret, as artefact and label; never its value. */
  readonly secrets: readonly string[];
  /** Exist on one node only. */
  readonly onlyOn: readonly { readonly nodeId: string; readonly artefact: ArtefactRef }[];
  /** How many other values differ: drift, until somebody decides otherwise. */
  readonly others: number;
}

/** Proposes expected differences from what differs between the primary (`a`) and the standby (`b`) of an engine. */
export function proposeExpectedDifferences(
  engineId: string,
  nodes: { readonly primary: string; readonly standby: string },
  findings: readonly CompareFinding[],
): ProposedDifferences {
  const suggestions: ExpectedDifference[] = [];
  const secrets: string[] = [];
  let others = 0;
  for (const { artefact, case: presence, changes } of findings) {
    if (presence !== "changed") continue;
    for (const change of changes) {
      const nature = natureOf(artefact, change);
      if (nature === "secret") secrets.push(`${artefact.kind} '${artefact.name}': ${change.label}`);
      else if (nature === "other") others++;
      else suggestions.push(suggest(engineId, nodes, artefact, change, nature, suggestions.length + 1));
    }
  }
  const onlyOn = findings.flatMap(({ artefact, case: presence }) =>
    presence === "changed" ? [] : [{ nodeId: presence === "missing" ? nodes.primary : nodes.standby, artefact }],
  );
  return { suggestions, secrets, onlyOn, others };
}

type Nature = "place" | "name" | "running" | "secret" | "other";

const MAX_VALUE = 300;

function natureOf(artefact: ArtefactRef, { path, kind, a, b, diff }: CompareChange): Nature {
  const values = [a, b].map((value) => value ?? "");
  if (values.some((value) => /(?:masked|digest):[\w-]+:[0-9a-f]{32}/.test(value))) return "secret";
  if (kind !== "changed" || diff !== undefined || values.some((value) => value === "" || value.length > MAX_VALUE))
    return "other";
  // In a rule's path `*` stands for any segment: such a path cannot be named by one.
  if (values.some((value) => /[\r\n]/.test(value)) || path.includes("*")) return "other";
  const field = parsePath(path).at(-1) ?? "";
  if (/^(initialState|state|enabled|started)$/i.test(field)) return "running";
  if (/(server|environment|node|host)name$/i.test(field)) return "name";
  const isPlace = (value: string): boolean => PLACE_VALUES.some((form) => form.test(value));
  if (values.every(isPlace)) return "place";
  return PLACE_FIELDS.test(field) || (field === "value" && PLACE_FIELDS.test(artefact.name)) ? "place" : "other";
}

const PLACE_FIELDS = /(host|address|url|uri|path|director(y|ies)|folder|dir)$/i;
const PLACE_VALUES = [
  /^\d{1,3}(\.\d{1,3}){3}$/, // an IPv4 address
  /^[0-9a-f]{0,4}(:[0-9a-f]{0,4}){2,7}$/i, // an IPv6 address
  /^[a-z][a-z0-9+.-]*:\/\/\S+$/i, // a URL
  /^(\/|[A-Za-z]:\\|\\\\)\S/, // a path
  /^(?=.*[a-z])[a-z0-9-]+(\.[a-z0-9-]+)+$/i, // a host name
];

const REASONS = {
  place: "Each node has a place of its own here.",
  name: "The name tells people which server they are on.",
  running: "It runs on one node only, and is started by hand after a failover.",
} as const;

function suggest(
  engine: string,
  nodes: { readonly primary: string; readonly standby: string },
  artefact: ArtefactRef,
  { path, a, b }: CompareChange,
  nature: keyof typeof REASONS,
  number: number,
): ExpectedDifference {
  const { kind, key, name } = artefact;
  const [onPrimary, onStandby] = [a ?? "", b ?? ""];
  const values =
    nature === "running"
      ? { primary: onPrimary, standby: onStandby }
      : { [nodes.primary]: onPrimary, [nodes.standby]: onStandby };
  return {
    id: idOf(`${name} ${parsePath(path).at(-1) ?? ""}`, number),
    artefact: { engine, kind, ...(name === "" || /[*?]/.test(name) ? { key } : { name }) },
    path,
    values,
    reason: REASONS[nature],
  };
}

function idOf(text: string, number: number): string {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return `${words.join("-").slice(0, 50) || "difference"}-${number}`;
}
