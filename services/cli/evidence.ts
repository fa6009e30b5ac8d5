import type { AddCommand } from "./command-context.js";
import { addEvidenceCrosswalk } from "./evidence-crosswalk.js";
import { addEvidenceFrameworks } from "./evidence-frameworks.js";
import { addEvidencePack } from "./evidence-pack.js";
import { addEvidenceSample } from "./evidence-sample.js";
import { addEvidenceVerify } from "./evidence-verify.js";

export const addEvidence: AddCommand = (program, context, setExit) => {
  const evidence = program.command("evidence").description("what an auditor takes away, and what it speaks to");
  addEvidencePack(evidence, program, context);
  addEvidenceVerify(evidence, context, setExit);
  addEvidenceFrameworks(evidence, program, context);
  addEvidenceCrosswalk(evidence, program, context);
  addEvidenceSample(evidence, program, context);
};
