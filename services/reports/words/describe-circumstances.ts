import type { Authorisation, RecordedAct } from "#schemas/authorisation";
import { count } from "../text/count.js";
import { cutText } from "../text/cut-text.js";
import { showInstant, showInterval } from "../text/describe-time.js";
import { shortDigest } from "../text/readable-facts.js";

const NAMED = 6;

/** What else is known of a change, a sentence each without its end: when it went live, each act, who cannot be told, and how its content lies. */
export function describeCircumstances(authorisation: Authorisation): readonly string[] {
  const { tookEffect, acts = [], revisions, unattributable = [], content } = authorisation;
  return [
    ...(tookEffect === undefined ? [] : [`It took effect ${showEffect(tookEffect)}`]),
    ...(acts.length === 0 ? [] : describeActs(acts)),
    ...(revisions === undefined ? [] : [describeRevisions(revisions)]),
    ...(unattributable.length === 0
      ? []
      : [`Nobody can be held to what a shared account did: ${listed(unattributable)} (actor-unattributable)`]),
    ...(content === undefined ? [] : describeContent(content)),
  ];
}

function showEffect([after, until]: NonNullable<Authorisation["tookEffect"]>): string {
  if (after === until) return `at ${showInstant(until)}`;
  return after === null ? `by ${showInstant(until)} at the latest` : showInterval(after, until);
}

/** Several saves are one net change: they are counted, and each is named with its writer. What may have been elsewhere is told so. */
function describeActs(acts: readonly RecordedAct[]): string[] {
  const certain = acts.filter(({ vague }) => vague !== true);
  const vague = acts.filter((act) => act.vague === true);
  return [
    ...(certain.length === 0 ? [] : [`The engine recorded ${countActs(certain)}`]),
    ...(vague.length === 0 ? [] : [`The engine does not say on which artefact it recorded ${countActs(vague)}`]),
  ];
}

function countActs(acts: readonly RecordedAct[]): string {
  const parts = (["save", "deploy", "start"] as const).flatMap((phase) => {
    const of = acts.filter((act) => act.phase === phase);
    if (of.length === 0) return [];
    const shown = of
      .slice(0, NAMED)
      .map(({ at, actor }) => `${showInstant(at)}${actor === "" ? "" : ` by ${cutText(actor, 80)}`}`);
    const rest = of.length > NAMED ? `, and ${of.length - NAMED} more` : "";
    return [`${count(of.length, WORDS[phase])} (${shown.join(", ")}${rest})`];
  });
  return parts.join(", ");
}

const WORDS = { save: "save", deploy: "deployment", start: "start" } as const;

function describeRevisions({ before, after }: NonNullable<Authorisation["revisions"]>): string {
  const shown = (revision: string | null): string => (revision === null ? "unknown" : cutText(revision, 40));
  return `The engine's own revision was ${shown(before)} before and ${shown(after)} after: what lies between is one net change`;
}

function describeContent({ match, beyond, missing, missingCount }: NonNullable<Authorisation["content"]>): string[] {
  switch (match) {
    case "exact":
      return ["The content is exactly what was approved"];
    case "subset":
      return [
        `The content is what was approved; not found: ${count(missingCount, "approved change")} (${listed(missing.map(shortDigest), missingCount)})`,
      ];
    case "beyond":
      return [`Beyond what was approved: ${listed(beyond)}`];
    case "other":
      return [`Not the approved content: ${listed(beyond)}`];
  }
}

function listed(names: readonly string[], total = names.length): string {
  const shown = names.slice(0, NAMED).map((name) => cutText(name, 160));
  return shown.join(", ") + (total > shown.length ? ` and ${total - shown.length} more` : "");
}
