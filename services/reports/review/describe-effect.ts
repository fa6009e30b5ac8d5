import type { ChangeProposal } from "#schemas/change-proposal";
import { count } from "../text/count.js";
import { proposalEngine } from "./proposal-headline.js";

/** What the changes do to a failover: one word, and why. */
export function describeEffect(proposal: ChangeProposal): { readonly blocks: "yes" | "no"; readonly because: string } {
  const { verdict, blocking, othersBlocking } = proposal.effect;
  const engine = proposalEngine(proposal);
  const others =
    othersBlocking === 0
      ? "nothing else does"
      : `${count(othersBlocking, "other finding does", "other findings do")}, too`;
  if (blocking > 0) {
    const only = keeping(blocking, proposal.changes.length);
    return { blocks: "yes", because: `${only} ${engine} from being ready to fail over; ${others}.` };
  }
  if (verdict === "ready") return { blocks: "no", because: `${engine} may fail over as it is.` };
  if (verdict === "unknown")
    return { blocks: "no", because: `Whether ${engine} may fail over could not be told, for other reasons.` };
  return { blocks: "no", because: `${engine} is not ready to fail over, for other reasons.` };
}

function keeping(blocking: number, all: number): string {
  if (all === 1) return "This change keeps";
  if (blocking === all) return `All ${all} changes keep`;
  return blocking === 1 ? "One of these changes keeps" : `${blocking} of these changes keep`;
}
