import type { AddCommand } from "./command-context.js";
import { addEvidenceCrosswalk } from "./evidence-crosswalk.js";
import { addEvidenceFrameworks } from "./evidence-frameworks.js";
import { addEvidenceSample } from "./evidence-sample.js";
import { addEvidencePack } from "./evidence-pack.js";

export const addEvidence: AddCommand = (program, context) => {
  const evidence = program.command("evidence").description("what an auditor takes away, and what it speaks to");
  addEvidencePack(evidence, program, context);
  addEvidenceFrameworks(evidence, program, context);
  addEvidenceCrosswalk(evidence, program, context);
  addEvidenceSample(evidence, program, context);
};
