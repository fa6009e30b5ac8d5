import type { AskedPack, FailedPack } from "#schemas/kept-pack";
import { ESTATE_OWNER } from "./governance-matters.js";
import { matterOf } from "./matter.js";
import type { Sighting } from "./matters-of-engine.js";

/** An evidence pack that was asked for, with why it could not be made, where it could not. */
interface AskedFor {
  readonly asked: AskedPack;
  readonly failed?: FailedPack | undefined;
}

/** Evidence packs that a schedule asked for and that could not be made. Whoever asked for one by name sees what became of it where they asked. */
export function failedEvidenceMatters(packs: readonly AskedFor[]): Sighting {
  const matters = packs.flatMap(({ asked, failed }) => {
    const { schedule, firstDay, lastDay, framework } = asked;
    if (failed === undefined || schedule === null) return [];
    return matterOf({
      kind: "evidence",
      about: ["evidence-failed", asked.id],
      stands: failed.code,
      scope: SCOPE,
      title: `Evidence of ${firstDay} to ${lastDay} could not be made`,
      sentence: `The pack for ${framework} that the schedule '${schedule}' asked for could not be made: ${failed.message} (${failed.code})`,
      action: `${failed.remedy} Then ask for it again under Evidence.`,
      owner: ESTATE_OWNER,
    });
  });
  return { matters, scopes: [SCOPE] };
}

const SCOPE = "evidence-failed";
