import type { Finding } from "#schemas/finding";
import type { CommentField } from "#services/core/authorisation/find-references";
import type { OpenedComparison } from "#services/core/compare";
import { createTextFinder } from "#services/core/privacy/create-text-finder";

/** The text in which people write ticket numbers, as each node holds it. */
export interface Comments {
  readonly production: readonly CommentField[];
  readonly standby: readonly CommentField[];
}

/** Gives the text of a finding on one side: a change of one node says nothing of what was done to the other. */
export type CommentsOf = (finding: Finding, side: keyof Comments) => readonly CommentField[];

/**
 * Finds the text around a change. People write ticket numbers into what they change: a description, a comment, a line of a script.
 * One of an artefact's findings may hold the number and another the change: those of one direction were made together.
 */
export function commentsOf({ artefacts }: OpenedComparison, finding: Finding, found: readonly Finding[]): Comments {
  const before = createTextFinder(artefacts.baseline?.root);
  const changes = found.filter((other) => other.case === finding.case).flatMap((other) => other.changes);
  const fieldsOn = (side: keyof Comments): CommentField[] => {
    const after = createTextFinder(artefacts[side]?.root);
    return changes.map(({ path }) => ({ before: before(path), after: after(path) }));
  };
  return { production: fieldsOn("production"), standby: fieldsOn("standby") };
}
