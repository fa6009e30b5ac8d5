import type { EvidenceDocument } from "#schemas/evidence-document";
import { type JunitCase, junitDocument } from "../machine/junit-document.js";
import { cutText } from "../text/cut-text.js";
import { type EngineRule, judgeEngineRules } from "./judge-engine-rules.js";

/** A period as JUnit XML: a suite an engine, a test a rule of ours. What nothing tells of is an error, and what a person set aside is skipped. */
export function renderEvidenceJunit(document: EvidenceDocument): string {
  const { estate, engines, from, to, framework, generatedAt, head } = document.parameters;
  const suites = engines.map((engineId) => ({
    name: cutText(engineId, 80),
    timestamp: new Date(generatedAt).toISOString().slice(0, 19),
    properties: [
      ["from", cutText(from, 40)],
      ["to", cutText(to, 40)],
      ["framework", cutText(framework, 120)],
      ["head", `${head.seq}:${cutText(head.hash, 80)}`],
    ] as const,
    cases: judgeEngineRules(document, engineId).map((rule) => caseOf(rule, engineId)),
  }));
  return junitDocument(`lockstep evidence ${cutText(estate, 80)}`, suites);
}

const OUTCOMES = { held: "passed", failed: "failure", untold: "error", "set-aside": "skipped" } as const;

function caseOf({ id, title, outcome, told }: EngineRule, engineId: string): JunitCase {
  return {
    className: `${cutText(engineId, 80)}.${id}`,
    name: title,
    outcome: OUTCOMES[outcome],
    type: outcome,
    message: cutText(told, 400),
  };
}
