import type { ControlRow } from "#schemas/control-row";
import type { EvidenceDocument } from "#schemas/evidence-document";
import { nameUuid } from "#services/core/text/name-uuid";
import { cutText } from "../text/cut-text.js";
import { endSentence } from "../text/end-sentence.js";
import { describeControl } from "./describe-control.js";
import { nameOfPack } from "./describe-cover.js";
import { type EngineRule, judgeEngineRules } from "./judge-engine-rules.js";

/**
 * A period as OSCAL assessment results 1.2.2. Each outcome of the framework is an observation and never a finding: only rules of our own, which a machine
 * decides, are. Ids follow from what they name, so that the same pack has the same ones.
 */
export function renderEvidenceOscal(document: EvidenceDocument): string {
  const { parameters, controls } = document;
  const id = (name: string): string => nameUuid(`${parameters.estate}\n${parameters.head.hash}\n${name}`);
  const rules = parameters.engines.flatMap((engineId) =>
    judgeEngineRules(document, engineId).map((rule) => ({ engineId, rule })),
  );
  const results = {
    "assessment-results": {
      uuid: id("assessment-results"),
      metadata: {
        title: `Configuration of integration engines: ${nameOfPack(parameters)}`,
        "last-modified": parameters.generatedAt,
        version: cutText(parameters.generator, 120),
        "oscal-version": "1.2.2",
        parties: [{ uuid: id("party"), type: "organization", name: nameOfPack(parameters) }],
      },
      "import-ap": { href: `#${id("scope")}` },
      results: [
        {
          uuid: id("result"),
          title: `Observed from ${parameters.from} to ${parameters.to}`,
          description: "Configuration was compared and judged by a program, on a schedule.",
          start: parameters.from,
          end: parameters.to,
          "local-definitions": { components: parameters.engines.map((engineId) => component(engineId, id)) },
          "reviewed-controls": { "control-selections": [selection(controls)] },
          observations: [
            ...controls.map((row) => observationOf(row, document, id)),
            ...rules.map(({ engineId, rule }) => ruleObservation(engineId, rule, { document, id })),
          ],
          ...(rules.length === 0 ? {} : { findings: rules.map(({ engineId, rule }) => findingOf(engineId, rule, id)) }),
        },
      ],
      "back-matter": {
        resources: [
          { uuid: id("scope"), title: "What this covers and what it does not", rlinks: [{ href: "index.html" }] },
        ],
      },
    },
  };
  return `${JSON.stringify(results, null, 2)}\n`;
}

type Id = (name: string) => string;

function component(engineId: string, id: Id) {
  return {
    uuid: id(`component ${engineId}`),
    type: "software",
    title: cutText(engineId, 120),
    description: "An integration engine: production and standby.",
    status: { state: "operational" },
  };
}

/** A control id is a token in OSCAL. */
function selection(controls: readonly ControlRow[]) {
  if (controls.length === 0) return { "include-all": {} };
  return { "include-controls": controls.map(({ outcome }) => ({ "control-id": tokenOf(outcome) })) };
}

function tokenOf(outcome: string): string {
  const token = outcome
    .toLowerCase()
    .replace(/[^a-z0-9._-]/g, "-")
    .slice(0, 120);
  return /^[a-z_]/.test(token) ? token : `_${token}`;
}

function observationOf(row: ControlRow, { parameters }: EvidenceDocument, id: Id) {
  const { opening, observed, contributes, doesNotShow, responsible } = describeControl(row, parameters);
  return {
    uuid: id(`observation ${row.ref}`),
    title: `${cutText(row.outcome, 40)} ${cutText(row.title, 200)}`,
    description: [opening, ...observed, contributes, doesNotShow, responsible].join(" "),
    methods: ["EXAMINE"],
    types: ["discovery"],
    subjects: parameters.engines.map((engineId) => subject(engineId, id)),
    ...(row.evidence.length === 0
      ? {}
      : {
          "relevant-evidence": row.evidence.map((file) => ({
            href: encodeURI(cutText(file, 200)),
            description: "A file of this pack.",
          })),
        }),
    collected: parameters.generatedAt,
  };
}

function subject(engineId: string, id: Id) {
  return { "subject-uuid": id(`component ${engineId}`), type: "component" };
}

function ruleObservation(
  engineId: string,
  { id: ruleId, title, told }: EngineRule,
  { document, id }: { readonly document: EvidenceDocument; readonly id: Id },
) {
  return {
    uuid: id(`observation ${ruleId} ${engineId}`),
    title: `${cutText(engineId, 80)} ${title}`,
    description: cutText(told, 400),
    methods: ["TEST"],
    types: ["discovery"],
    subjects: [subject(engineId, id)],
    collected: document.parameters.generatedAt,
  };
}

/** What nothing tells of, and what a person set aside, is not satisfied; the reason says which. */
function findingOf(engineId: string, { id: ruleId, title, outcome, told }: EngineRule, id: Id) {
  return {
    uuid: id(`finding ${ruleId} ${engineId}`),
    title: `${cutText(engineId, 80)} ${title}`,
    description: endSentence(cutText(told, 400)),
    target: {
      type: "objective-id",
      "target-id": ruleId,
      status: {
        state: outcome === "held" ? "satisfied" : "not-satisfied",
        reason: outcome === "held" ? "pass" : outcome === "failed" ? "fail" : "other",
      },
    },
    "related-observations": [{ "observation-uuid": id(`observation ${ruleId} ${engineId}`) }],
  };
}
