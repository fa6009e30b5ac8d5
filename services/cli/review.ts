import type { Command } from "commander";
import type { ProposalList } from "#schemas/api/proposal-list";
import type { ReviewDecidedReport } from "#schemas/review-decided-report";
import type { ReviewShowReport } from "#schemas/review-show-report";
import { escapeText } from "#services/core/text/escape-text";
import type { DecisionContext } from "#services/reports/review/describe-decision";
import { renderProposalHtml } from "#services/reports/review/render-proposal-html";
import { renderProposalTerminal } from "#services/reports/review/render-proposal-terminal";
import { renderProposalsTerminal } from "#services/reports/review/render-proposals-terminal";
import { renderReviewTerminal } from "#services/reports/review/render-review-terminal";
import { addExamples } from "./add-examples.js";
import { type AddCommand, type CommandContext, layoutOf } from "./command-context.js";
import { openEstate } from "./open-estate.js";
import { printAnswer } from "./print-answer.js";
import { untilInterrupted } from "./until-interrupted.js";
import { addServerOptions, assertHere, type ServerOptions, withServer } from "./with-asked.js";
import { writeFileOf } from "./write-reports.js";

interface Printed extends ServerOptions {
  readonly json?: boolean;
}

export const addReview: AddCommand = (program, context) => {
  const review = program
    .command("review")
    .description("what waits for a decision; and the decision itself, where the estate has no Git host");
  addList(program, review, context);
  addShow(program, review, context);
  addDecision(program, review, context, "accept");
  addDecision(program, review, context, "decline");
};

function addList(program: Command, review: Command, context: CommandContext): void {
  const list = review
    .command("list", { isDefault: true })
    .description("settle what was decided, ask for what there is to decide, and tell how all of it stands")
    .option("--json", "print the answer as JSON");
  addExamples(addServerOptions(list), "review").action(async (options: Printed) => {
    if (options.server !== undefined) return await listAtServer(options.server, options, context);
    const app = await openEstate(program, context);
    const report = await untilInterrupted(context, async (step) => (await app.reviews(step)).keep());
    printAnswer(report, () => renderReviewTerminal(report, layoutOf(context)), context, options);
  });
}

/** What waits at a service: it settles what was decided by itself. */
async function listAtServer(server: string, options: Printed, context: CommandContext): Promise<void> {
  const items = await withServer(server, options, context, (estate) => estate.proposals());
  const answer: ProposalList = { schema: "lockstep/proposal-list@1", items: [...items] };
  printAnswer(answer, () => renderProposalsTerminal(items), context, options);
}

async function showAtServer(
  server: string,
  name: string,
  options: ShowOptions,
  context: CommandContext,
): Promise<void> {
  const view = await withServer(server, options, context, (estate) => estate.proposal(name));
  const { proposal, asked = NOBODY_ASKED } = view;
  printAnswer(view, () => renderProposalTerminal(proposal, { ...asked, ...layoutOf(context) }), context, options);
  if (options.html !== undefined) await writeFileOf(options.html, renderProposalHtml(proposal, asked), context);
}

const NOBODY_ASKED: DecisionContext = { forge: "local", approvers: [], approvals: 1 };

interface ShowOptions extends Printed {
  readonly html?: string;
}

function addShow(program: Command, review: Command, context: CommandContext): void {
  const show = review
    .command("show")
    .description("what an open proposal asks, with the digest to decide by")
    .argument("<proposal>", "its key or how that begins, or the number of its review")
    .option("--html <file>", "also write the whole page, side by side")
    .option("--json", "print the answer as JSON");
  addExamples(addServerOptions(show), "review show flow-adt", "review show 7 --html proposal.html").action(
    async (name: string, options: ShowOptions) => {
      if (options.server !== undefined) return await showAtServer(options.server, name, options, context);
      const app = await openEstate(program, context);
      const desk = await app.reviews();
      const { asked } = desk;
      const { proposal, number, url } = await desk.show(name);
      const answer: ReviewShowReport = { schema: "lockstep/review-show@1", number, url, proposal };
      const text = (): string => renderProposalTerminal(proposal, { ...asked, ...layoutOf(context) });
      printAnswer(answer, text, context, options);
      if (options.html !== undefined) await writeFileOf(options.html, renderProposalHtml(proposal, asked), context);
    },
  );
}

interface DecisionOptions extends Printed {
  readonly digest: string;
  readonly by: string;
  readonly reason?: string;
}

const DECISIONS = {
  accept: "accept a proposal as one of its approvers; the last approval that policy asks for settles it",
  decline: "decline a proposal as one of its approvers; the same changes are not proposed again",
} as const;

function addDecision(program: Command, review: Command, context: CommandContext, says: "accept" | "decline"): void {
  const decision = review
    .command(says)
    .description(DECISIONS[says])
    .argument("<proposal>", "its key or how that begins, or the number of its review")
    .requiredOption("--digest <digest>", "of what you looked at: 'lockstep review show' prints it")
    .requiredOption("--by <person>", "who decides: an approver of policy/review.yaml")
    .option("--reason <text>", "why")
    .option("--json", "print the answer as JSON");
  addExamples(
    addServerOptions(decision),
    `review ${says} flow-adt --digest sha256:5a1c03f29b7e --by 'C. Chair'`,
  ).action(async (name: string, { digest, by, reason, json, ...options }: DecisionOptions) => {
    assertHere(options, "A decision on a proposal");
    const app = await openEstate(program, context);
    const desk = await app.reviews();
    const decided = await desk.decide({ name, says, digest, by, reason: reason ?? null });
    const { proposal, number, outcome, wants } = decided;
    const answer: ReviewDecidedReport = {
      schema: "lockstep/review-decided@1",
      engineId: proposal.engineId,
      key: proposal.key,
      number,
      outcome,
      wants,
      review: await desk.keep(),
    };
    printAnswer(answer, () => describe(answer, context), context, json === undefined ? {} : { json });
  });
}

function describe({ engineId, number, outcome, wants, review }: ReviewDecidedReport, context: CommandContext): string {
  const said = { accepted: "accepted", approved: "approved, and not accepted yet", declined: "declined" }[outcome];
  return [
    `Proposal ${number} of '${engineId}' was ${said}.`,
    ...(wants === null ? [] : [escapeText(wants)]),
    "",
    renderReviewTerminal(review, layoutOf(context)),
  ].join("\n");
}
