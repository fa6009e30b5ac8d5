import type { CheckReport } from "#schemas/check-report";
import { shortId } from "#services/reports/findings/find-finding";
import { orderFindings } from "#services/reports/findings/order-findings";
import { shellWord } from "#services/reports/text/shell-word";

/** What to try next on an estate that was just checked, with its real names: commands, each with what it tells. */
export function demoHints({ engines, review, at }: CheckReport): readonly string[] {
  return [
    ...engines.flatMap(({ engineId, nodes, findings }) => {
      const standby = nodes.find(({ role }) => role === "standby")?.nodeId;
      const [worst] = orderFindings(findings.filter(({ explainedBy }) => explainedBy === null));
      const hints: Hint[] = [
        [`check ${engineId}`, "reads both engines again"],
        [`ready ${engineId}`, "the stored verdict, with its age"],
        [`explain ${engineId}`, "why not, and what to do, by owner"],
      ];
      hints.push([`runbook ${engineId}`, "whom to call, what to look at by hand, what to start in which order"]);
      if (worst !== undefined)
        hints.push([`explain ${engineId} ${shortId(worst)}`, "one finding, and a waiver ready to be filled in"]);
      if (standby !== undefined) hints.push([`show ${engineId}/${standby}`, "what the standby holds"]);
      if (standby !== undefined && worst !== undefined)
        hints.push([`show ${engineId}/${standby} ${shellWord(worst.artefact.path)}`, "the history of one artefact"]);
      return align(hints);
    }),
    ...reviewHints(review),
    ...align(evidenceHints(at.slice(0, 10))),
  ];
}

type Hint = readonly [command: string, tells: string];

/** Of the month up to a day. */
function evidenceHints(last: string): readonly Hint[] {
  const period = `--from ${last.slice(0, 8)}01 --to ${last}`;
  return [
    [`evidence pack ${period} --out evidence.zip`, "what an auditor takes away of a period, signed"],
    [`evidence sample ${period} --seed 7`, "changes drawn by chance, with the trail of each"],
    ["exercise list", "drills of failover and restore, and what they showed"],
    ["access review", "who may do what, here and on the engines"],
    ["people list", "whom the pseudonyms in the repository stand for"],
  ];
}

function reviewHints(review: CheckReport["review"]): readonly string[] {
  const first = review?.proposals.find(({ number }) => number !== null);
  if (first === undefined) return [];
  return align([
    ["review", "what waits for a decision"],
    [`review show ${first.number}`, "what one proposal asks, with the digest to decide by"],
    [`review accept ${first.number} --digest sha256:… --by 'Mo Banks'`, "decide, as an approver of policy/review.yaml"],
    [`align ${first.engineId}`, "what makes its standby equal: files to import, steps, a way back"],
    ["cab-pack --meeting 2026-12-03 > agenda.html", "the agenda of a meeting, to print"],
  ]);
}

function align(hints: readonly Hint[]): readonly string[] {
  const width = Math.max(...hints.map(([command]) => command.length));
  return hints.map(([command, tells]) => `npx lockstep ${command.padEnd(width)}   ${tells}`);
}
