import type { ChangePreview } from "#schemas/change-preview";
import { LockstepError } from "#services/core/errors";
import { renderPreviewMarkdown } from "#services/reports/render/render-preview-markdown";
import { renderPreviewTerminal } from "#services/reports/render/render-preview-terminal";
import { addExamples } from "./add-examples.js";
import { type AddCommand, layoutOf } from "./command-context.js";
import { openEstate } from "./open-estate.js";
import { printAnswer } from "./print-answer.js";
import { warnNotInForce } from "./warn-not-in-force.js";

interface PreviewOptions {
  readonly engine?: string;
  readonly partial?: boolean;
  readonly whole?: boolean;
  readonly markdown?: boolean;
  readonly json?: boolean;
}

export const addChange: AddCommand = (program, context) => {
  const change = program.command("change").description("a change before it is made");
  const preview = change
    .command("preview")
    .description("what a candidate will change on production, whom it touches, and the digests to put into its ticket")
    .argument("<candidate>", "an export file or folder, an engine or node of the estate, or a snapshot selector")
    .option("--engine <engine>", "the engine that it is to come onto (default: its own, or the only one)")
    .option("--partial", "what it does not hold is left as it is (default for a single file)")
    .option("--whole", "what it does not hold will be removed (default for all else)")
    .option("--markdown", "print Markdown, to be pasted into the ticket")
    .option("--json", "print the answer as JSON");
  addExamples(
    preview,
    "change preview new-adt-channel.xml --engine tie --markdown",
    "change preview tie-test --engine tie --partial",
  ).action(async (candidate: string, options: PreviewOptions) => {
    const app = await openEstate(program, context);
    await warnNotInForce(app, context);
    const answer = await app.preview(candidate, {
      engineId: options.engine,
      partial: partialOf(options),
      cwd: context.cwd,
    });
    printAnswer(answer, () => textOf(answer, options.markdown === true, layoutOf(context)), context, options);
  });
};

function partialOf({ partial, whole }: PreviewOptions): boolean | undefined {
  if (partial === true && whole === true) throw new LockstepError("usage", "Give --partial or --whole, not both.");
  return partial ?? (whole === true ? false : undefined);
}

function textOf(preview: ChangePreview, isMarkdown: boolean, layout: ReturnType<typeof layoutOf>): string {
  return isMarkdown ? renderPreviewMarkdown(preview) : renderPreviewTerminal(preview, layout);
}
