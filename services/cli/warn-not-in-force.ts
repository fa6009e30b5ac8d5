import type { App } from "#services/app";
import { escapeText } from "#services/core/text/escape-text";
import type { CommandContext } from "./command-context.js";

const NAMED = 5;

/** Says on stderr, in one line, which edits of the estate's folder are not in force: the answer on stdout is without them. */
export async function warnNotInForce(app: Pick<App, "notInForce">, { stderr }: CommandContext): Promise<void> {
  const found = await app.notInForce();
  if (found.length === 0) return;
  const files = found.slice(0, NAMED).map(({ file, state }) => `${file} (${state})`);
  const more = found.length > NAMED ? ` and ${found.length - NAMED} more` : "";
  const what = escapeText(`${files.join(", ")}${more}`);
  stderr.write(`lockstep: not in force: ${what}; commit and push it, or fetch main with 'git pull --rebase'\n`);
}
