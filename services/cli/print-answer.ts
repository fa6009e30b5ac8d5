import type { CommandContext } from "./command-context.js";

/** Prints an answer on stdout: JSON for scripts, text for people; one line end at its end, whoever wrote it. */
export function printAnswer(
  answer: object,
  text: () => string,
  { stdout }: Pick<CommandContext, "stdout">,
  options: { readonly json?: boolean | undefined },
): void {
  const written = options.json ? asJson(answer) : text();
  stdout.write(written.endsWith("\n") ? written : `${written}\n`);
}

/** JSON leaves characters in clear that could make a terminal lie; by number they are the same value. */
function asJson(answer: object): string {
  return JSON.stringify(answer, null, 2).replace(DECEPTIVE, (unit) => {
    return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

// By UTF-16 unit, as JSON writes them: deletes and C1 controls, marks of direction and width, tags.
const DECEPTIVE =
  /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\udb40(?=[\udc00-\udfff])|(?<=\udb40)[\udc00-\udfff]/g;
