import { escapeText } from "#services/core/text/escape-text";
import { OwnersErrorsAnswer } from "./answers.js";
import type { Hub } from "./hub.js";
import { OWNERS_ERRORS } from "./requests.js";

export const OWNERS_FILE = ".github/CODEOWNERS";
const MOST = 100;

/** What GitHub does not understand in the owners file, a sentence each; nothing where there is no such file. */
export async function ownersFileProblems(hub: Hub): Promise<readonly string[]> {
  const { errors } = (await hub.findSurely(OwnersErrorsAnswer, OWNERS_ERRORS)) ?? { errors: [] };
  const plain = (text: string): string => escapeText(text).slice(0, 100);
  return errors.slice(0, MOST).map(({ line, kind, path }) => `${plain(path)}, line ${line}: ${plain(kind)}.`);
}
