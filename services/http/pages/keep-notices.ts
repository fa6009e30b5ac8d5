import { LockstepError } from "#services/core/errors";
import { type Answer, answerPage, refuse } from "../answer.js";
import type { EstateCall } from "../route.js";
import { estateLink } from "./estate-link.js";
import { page } from "./layout.js";
import { seenEngines } from "./may-see.js";
import { noticesPage } from "./notices-page.js";
import { readerOf } from "./reader-of.js";
import { refusedFor } from "./refused-for.js";

/** What people were told of engines that the reader may see; of the estate as a whole only whoever sees all of it. */
export async function showNotices(call: EstateCall): Promise<Answer> {
  const { estate, at } = call;
  if (estate.notices === undefined) return refuse(404);
  const seen = seenEngines(call);
  const isAll = seen.length === (estate.declared()?.engines.length ?? 0);
  const reader = readerOf(call, "decisions");
  try {
    const notices = (await estate.notices.standing()).filter(({ matter: { engineId } }) =>
      engineId === null ? isAll : seen.includes(engineId),
    );
    return answerPage(page(noticesPage({ estate: estate.id, notices, at }, reader), reader));
  } catch (error) {
    if (error instanceof LockstepError) return refusedFor(error);
    throw error;
  }
}

/** Records that whoever is signed in has seen a notice. */
export async function noticeSeen({ estate, principal, params }: EstateCall): Promise<Answer> {
  const record = params["record"] ?? "";
  if (estate.notices === undefined || !/^\d{1,15}$/.test(record)) return refuse(404);
  if (principal.kind !== "person" && principal.kind !== "operator") return refuse(403);
  try {
    await estate.notices.seen({ record: Number(record), by: principal.name });
    return { kind: "redirect", to: estateLink(estate.id, "notices") };
  } catch (error) {
    if (error instanceof LockstepError) return refusedFor(error);
    throw error;
  }
}
