import { readFile } from "node:fs/promises";
import type { ReviewDecision } from "#schemas/review-decision";
import type { ProposalDraft } from "#services/ports/proposal-store";
import type { GitContext } from "#services/stores/git/git-context";
import { openLedger } from "#services/stores/ledger/open-ledger";
import { openProposalStore } from "#services/stores/proposals/open-proposal-store";
import { openEstateRemote } from "#services/stores/remote/open-estate-remote";

/**
 * A process of its own that joins, writes a proposal, pushes and adopts it, again and again: `review-writer-process <context file>`.
 * Beside the context lies `review.json` with the forge, the proposal and its decision.
 */
const [, , contextFile = ""] = process.argv;
const paths = JSON.parse(await readFile(contextFile, "utf8")) as Omit<GitContext, "now">;
const { forge, draft, decision } = JSON.parse(
  await readFile(contextFile.replace("context.json", "review.json"), "utf8"),
) as { forge: string; draft: ProposalDraft; decision: Omit<ReviewDecision, "commit"> };
const context: GitContext = { ...paths, now: () => new Date() };
const ledger = openLedger(context);
const proposals = openProposalStore(context, ledger);
const remote = openEstateRemote(context, ledger, { access: {} });

console.log("ready");
const state = await remote.fetch({ url: forge });
await remote.join(draft.at);
const stored = await proposals.write(draft).catch(() => undefined);
if (stored !== undefined) {
  const from = state.branches.get(stored.branch) ?? null;
  await remote.push({ url: forge }, [{ branch: stored.branch, from, to: stored.commit }]);
}
await proposals.adopt({ proposal: draft.proposal, decision: { ...decision, commit: null }, at: draft.at });
const { main } = await remote.join(draft.at);
await remote.push({ url: forge }, [{ branch: "main", from: state.main, to: main }]);
console.log("run 0");
