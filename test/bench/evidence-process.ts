import { createHash } from "node:crypto";
import { openApp } from "#services/app";
import { verifyEvidence } from "#services/compose/evidence/verify-evidence";
import { settingsFor } from "#services/config";
import { PROJECT_ROOT } from "#services/project-root";
import { openPack } from "#services/stores/evidence/open-pack";
import type { EvidenceStep, MeasuredStep } from "./bench-evidence.js";

const GENERATOR = "lockstep/bench";

/** Does one thing with a pack in a fresh process, and says how long it took and how much memory it needed at most. */
const step = JSON.parse(process.argv[2] ?? "") as EvidenceStep;
const start = performance.now();
const outcome = await { pack, verify, alone, hash }[step.what]();
const measured: MeasuredStep = {
  outcome,
  ms: performance.now() - start,
  peakMegabytes: process.resourceUsage().maxRSS / 1024,
};
process.send?.(measured, () => process.exit(0));

async function pack(): Promise<string> {
  const app = await openApp(settingsFor(step.estate, process.env), () => new Date(step.at));
  const { firstDay, lastDay, at, file } = step;
  const made = await app.makeEvidence({ firstDay, lastDay, at, generator: GENERATOR, file, by: null });
  return made.signedBy;
}

async function verify(): Promise<string> {
  const trust = { keys: [step.key], heads: [], allowedSignersFiles: [] };
  const report = await verifyEvidence({ file: step.file, generator: GENERATOR, ...trust });
  return report.outcome === "holds" ? report.outcome : JSON.stringify(report);
}

/** The verifier that stands in each pack, as its reader starts it. */
async function alone(): Promise<string> {
  process.argv = [process.execPath, "verify.mjs", step.file, "--key", step.key];
  // Its words are its reader's, and no figure.
  console.log = () => undefined;
  await import(`${PROJECT_ROOT}/baselines/evidence-verifier/verify.mjs`);
  return String(process.exitCode ?? 0);
}

/** The floor: what was packed is read once, and hashed. */
async function hash(): Promise<string> {
  await using opened = await openPack(step.file);
  const hashed = createHash("sha256");
  let bytes = 0;
  for (const name of opened.names) {
    for await (const piece of opened.read(name)) {
      hashed.update(piece);
      bytes += piece.length;
    }
  }
  hashed.digest("hex");
  return String(bytes);
}
