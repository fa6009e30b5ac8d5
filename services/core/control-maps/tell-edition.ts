import type { ControlEdition, ControlLibrary } from "./control-library.js";

/** What every pack must say of the edition that it is pinned to, a sentence each. */
export function tellEdition(
  edition: ControlEdition,
  { expectations }: Pick<ControlLibrary, "expectations"> = { expectations: [] },
): readonly string[] {
  const { ref, title, status, catalogue, outcomes, notes } = edition;
  const silent = outcomes.filter(({ mapping }) => mapping === undefined).map(({ id }) => id);
  const loaded = expectations.find((other) => other.edition === ref);
  return [
    `This pack is pinned to ${ref}: ${title}, ${outcomes.length} ${catalogue === "whole" ? "outcomes" : "entries, which are not all that it has"}.`,
    ...(status === "provisional"
      ? [`${ref} is provisional: hold its outcomes against what your organisation is sent before you rely on them.`]
      : []),
    ...notes,
    ...(silent.length === 0 ? [] : [`This pack holds nothing for ${silent.join(", ")}.`]),
    loaded === undefined
      ? "No expected levels were loaded by the organisation, and none are shown."
      : `Expected levels are shown as the organisation loaded them (${loaded.source}); nothing here is held against them.`,
  ];
}
