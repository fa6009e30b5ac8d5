import type { ChangeProposal } from "#schemas/change-proposal";
import type { Forge } from "#schemas/forge";
import { count } from "../text/count.js";
import { cutText } from "../text/cut-text.js";

/** Who decides on a proposal, and where. */
export interface DecisionContext {
  readonly forge: Forge["system"];
  /** Teams and accounts that may approve, as policy names them. */
  readonly approvers: readonly string[];
  /** How many of them must. */
  readonly approvals: number;
}

/** One way to decide. */
export interface Choice {
  readonly choice: "adopt" | "restore" | "decline-restore";
  /** One word or few, for a box to tick. */
  readonly word: string;
  /** The same with what it means. */
  readonly name: string;
  /** How it is done on this forge. */
  readonly act: string;
  /** What will happen next, in sentences. */
  readonly next: string;
}

/** What is asked, of whom, and what each answer leads to. */
export interface Decision {
  readonly question: string;
  readonly asked: string;
  readonly choices: readonly [accept: Choice, decline: Choice];
  /** What holds for either. */
  readonly rule: string;
}

/** Tells the decision that a proposal asks for. Lockstep writes to no engine: what is put back or aligned, a person does. */
export function describeDecision(proposal: ChangeProposal, context: DecisionContext): Decision {
  const { accept, decline } = ACTS[context.forge];
  const [is, it] =
    proposal.changes.length === 1 ? ["Is", "this change"] : ["Are", `these ${proposal.changes.length} changes`];
  const [yes, no] = proposal.kind === "adopt" ? adoptOrRestore(proposal) : restoreOrNot(proposal);
  return {
    question:
      proposal.kind === "adopt"
        ? `${is} ${it} to become the approved configuration, or is production to be put back?`
        : `Is production to be put back to the approved configuration, without ${it}?`,
    asked: describeAsked(context),
    choices: [
      { ...yes, act: accept },
      { ...no, act: decline },
    ],
    rule: "An approval counts for exactly this content, and not from whoever made the change. Until it is decided, nothing is moved and the difference is reported by every run.",
  };
}

function adoptOrRestore(proposal: ChangeProposal): readonly [Omit<Choice, "act">, Omit<Choice, "act">] {
  return [
    {
      choice: "adopt",
      word: "Adopt",
      name: "Adopt: accept into the baseline",
      next: `The approved baseline follows production. ${alignmentOf(proposal)}`,
    },
    {
      choice: "restore",
      word: "Restore",
      name: "Restore: put production back",
      next: `The baseline stays. ${putBack(proposal)} The same change is not asked about again.`,
    },
  ];
}

function restoreOrNot(proposal: ChangeProposal): readonly [Omit<Choice, "act">, Omit<Choice, "act">] {
  return [
    {
      choice: "restore",
      word: "Restore",
      name: "Restore: put production back",
      next: `The baseline stays. ${putBack(proposal)}`,
    },
    {
      choice: "decline-restore",
      word: "Do not restore",
      name: "Do not restore: leave production as it is",
      next: "The baseline stays for now. Adopting the change is proposed next, for a decision of its own.",
    },
  ];
}

/** Only where the standby does not hold the same already. */
function alignmentOf({ engineId, findings }: ChangeProposal): string {
  const behind = findings.filter(({ case: driftCase }) => driftCase !== "both-changed").length;
  if (behind === 0) return "The standby holds the same already: nothing is left to be done.";
  const where = behind === findings.length ? "" : ` in ${behind} of ${findings.length}`;
  return `The standby does not hold it yet${where}: align it afterwards (\`lockstep align ${cutText(engineId, 80)}\`); the next run proves it.`;
}

function putBack({ owners, findings }: ChangeProposal): string {
  const who =
    owners.length === 0
      ? "Its owner"
      : owners
          .slice(0, 3)
          .map((owner) => cutText(owner, 60))
          .join(", ");
  const both = findings.filter(({ case: driftCase }) => driftCase === "both-changed").length;
  const where = both === findings.length ? "" : ` in ${both} of ${findings.length}`;
  const standby = both === 0 ? "" : `, and the standby${where}`;
  return `${who} ${owners.length > 1 ? "put" : "puts"} production back by hand${standby}; the next run proves it and closes this.`;
}

function describeAsked({ approvers, approvals }: DecisionContext): string {
  if (approvers.length === 0) return "nobody yet, since policy/review.yaml names nobody who may approve.";
  const named = approvers
    .slice(0, 4)
    .map((one) => cutText(one, 60))
    .join(", ");
  const more = approvers.length > 4 ? ` and ${approvers.length - 4} more` : "";
  return `${named}${more}; ${count(approvals, "approval is", "approvals are")} needed.`;
}

const ACTS = {
  github: { accept: "approve, then merge", decline: "close without merging" },
  "azure-devops": { accept: "approve, then complete", decline: "abandon" },
  local: { accept: "with lockstep review accept", decline: "with lockstep review decline" },
} as const satisfies Record<Forge["system"], { accept: string; decline: string }>;
