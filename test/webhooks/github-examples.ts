import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** Events of GitHub with payloads that it really sent. */
export interface GithubEvent {
  readonly name: string;
  readonly examples: readonly GithubPayload[];
}

export interface GithubPayload {
  readonly [field: string]: unknown;
  readonly action?: string;
  readonly ref?: string;
  readonly repository?: { readonly full_name: string };
  readonly pull_request?: { readonly number: number };
}

/** Every event with its examples. */
export const GITHUB_EVENTS: readonly GithubEvent[] = require("@octokit/webhooks-examples");

/** The examples of one event. */
export function examplesOf(event: string): readonly GithubPayload[] {
  const examples = GITHUB_EVENTS.find(({ name }) => name === event)?.examples ?? [];
  if (examples.length === 0) throw new Error(`there is no example of ${event}`);
  return examples;
}
