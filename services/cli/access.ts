import type { AccessReview } from "#schemas/access-review";
import { LockstepError } from "#services/core/errors";
import { escapeText } from "#services/core/text/escape-text";
import { describeAccessChange, describeOutcome } from "#services/reports/words/describe-access";
import { addExamples } from "./add-examples.js";
import type { AddCommand } from "./command-context.js";
import { EXIT } from "./exit-codes.js";
import { openEstate } from "./open-estate.js";
import { printAnswer } from "./print-answer.js";

export const addAccess: AddCommand = (program, context, setExit) => {
  const access = program.command("access").description("who may do what");
  const review = access
    .command("review")
    .description(
      "who holds which role here, which tokens there are, and whom the engines know; exit 1 where the review is overdue",
    )
    .option("--record", "put on record that it was reviewed; needs --by")
    .option("--by <person>", "who reviewed it")
    .option("--change <words>", "with --record: what has to change; left out: all is as it should be")
    .option("--digest <digest>", "with --record: what was looked at; refused where that moved since")
    .option("--json", "print the answer as JSON");
  addExamples(review, "access review", "access review --record --by 'A. Person'").action(
    async ({ record, by, change, digest, json }: ReviewOptions) => {
      const isMore = digest !== undefined || change !== undefined;
      if ((record === true) !== (by !== undefined) || (isMore && record !== true))
        throw new LockstepError("usage", "--record and --by go together, and --change and --digest with them.");
      const app = await openEstate(program, context);
      const answer = await app.reviewAccess({ by, change, expected: digest });
      printAnswer(answer, () => render(answer), context, { json });
      setExit(answer.isOverdue ? EXIT.notReady : EXIT.ready);
    },
  );
};

interface ReviewOptions {
  readonly record?: boolean;
  readonly by?: string;
  readonly change?: string;
  readonly digest?: string;
  readonly json?: boolean;
}

function render(review: AccessReview): string {
  const { people, groups, tokens, engines, inForce } = review;
  const none = inForce ? "" : " (policy/access.yaml is not in force: nobody may do anything over HTTP)";
  return [
    `Who may do what in ${review.estate}${none}`,
    ...people.map((each) => `  ${each.name}  ${each.role}  ${scopeOf(each.engines)}  ${each.account}`),
    ...groups.map((each) => `  group ${each.group}  ${each.role}  ${scopeOf(each.engines)}`),
    `Tokens${tokens.length === 0 ? ": none" : ""}`,
    ...tokens.map(tokenLine),
    "Whom the engines know, by their last snapshots",
    ...engines.flatMap(engineLines),
    `Digest ${review.digest}`,
    ...standingLines(review),
  ]
    .map((line) => escapeText(line))
    .join("\n");
}

function scopeOf(engines: "all" | readonly string[]): string {
  return engines === "all" ? "all engines" : engines.join(", ");
}

function tokenLine({
  name,
  id,
  role,
  engines,
  createdBy,
  expiresAt,
  isOver,
  lastUsedAt,
}: AccessReview["tokens"][number]): string {
  const until = `${isOver ? "ended" : "until"} ${expiresAt.slice(0, 10)}`;
  const used = lastUsedAt === null ? "never used" : `last used ${lastUsedAt}`;
  return `  ${name} (${id})  ${role}  ${scopeOf(engines)}  ${until}  by ${createdBy}  ${used}`;
}

function engineLines({ engineId, nodeId, accounts, takenAt }: AccessReview["engines"][number]): readonly string[] {
  if (takenAt === null) return [`  ${engineId}/${nodeId}: it was never read`];
  if (accounts === null) return [`  ${engineId}/${nodeId}: its snapshots do not tell; ask the engine itself`];
  return [
    `  ${engineId}/${nodeId}, as of ${takenAt}`,
    ...accounts.map(
      ({ kind, name, roles }) =>
        `    ${kind}  ${name}${roles === null || roles.length === 0 ? "" : `  ${roles.join(", ")}`}`,
    ),
  ];
}

function standingLines({ last, changed, dueAt, isOverdue, record }: AccessReview): readonly string[] {
  const before =
    last === null
      ? "It was never reviewed on record."
      : `Reviewed before by ${last.by} on ${last.at} (record ${last.record}): ${describeOutcome(last)}.`;
  return [
    ...(record === null ? [] : [`The review is on record: ${record.seq}.`]),
    before,
    ...(changed === null ? [] : [changed.length === 0 ? "Nothing is otherwise since." : "Otherwise since then"]),
    ...(changed ?? []).map((change) => `  ${describeAccessChange(change)}`),
    ...(dueAt === null ? [] : [`${isOverdue ? "OVERDUE since" : "Due by"} ${dueAt.slice(0, 10)}.`]),
  ];
}
