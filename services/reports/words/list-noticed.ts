import type { Finding } from "#schemas/finding";
import { count } from "../text/count.js";
import { describeArtefact } from "./describe-artefact.js";
import { describeNotice } from "./describe-finding.js";

const ARTEFACTS = 20;
const NOTICES = 10;

/** What was noticed while reading and is no difference, a line each artefact: `setting 'PacsPassword' (variable): … (on production)`. */
export function listNoticed(noticed: readonly Finding[]): readonly string[] {
  const lines = noticed.slice(0, ARTEFACTS).map((finding) => {
    const told = finding.changes.slice(0, NOTICES).map((change) => describeNotice(change, 300));
    const more = finding.changes.length > NOTICES ? [`and ${finding.changes.length - NOTICES} more`] : [];
    return `${describeArtefact(finding)}: ${[...told, ...more].join("; ")}`;
  });
  return noticed.length > ARTEFACTS
    ? [...lines, `… and ${count(noticed.length - ARTEFACTS, "more artefact")}: see the JSON answer`]
    : lines;
}

/** The heading above them. */
export const NOTICED_HEADING = "Noticed while reading, no difference";
