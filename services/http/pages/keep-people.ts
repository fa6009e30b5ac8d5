import { mayDoForAll } from "#services/core/access/may-do";
import { LockstepError } from "#services/core/errors";
import { type Answer, answerPage, refuse } from "../answer.js";
import type { EstateCall } from "../route.js";
import { estateLink } from "./estate-link.js";
import { page } from "./layout.js";
import type { PagesContext } from "./pages-context.js";
import { peoplePage } from "./people-page.js";
import { readerOf } from "./reader-of.js";
import { refusedFor } from "./refused-for.js";

/** Who may do what, and the tokens. */
export async function showPeople(
  call: EstateCall,
  { estates, closed }: Pick<PagesContext, "estates" | "closed">,
): Promise<Answer> {
  const { estate, at, principal } = call;
  const reader = readerOf(call, "people");
  try {
    const [{ access, policy }, tokens] = await Promise.all([estate.app.governed(), estate.app.tokens.list()]);
    const { teams, people } = policy?.review?.approvers ?? { teams: [], people: [] };
    const all = { estates: estates.map(({ id }) => id), isOneClosed: (closed?.().length ?? 0) > 0 };
    const maySeeQueue = mayDoForAll(principal, "administer", all);
    const values = { estate: estate.id, access, approvers: [...teams, ...people], tokens, maySeeQueue, at };
    return answerPage(page(peoplePage(values, reader), reader));
  } catch (error) {
    if (error instanceof LockstepError) return refusedFor(error);
    throw error;
  }
}

/** Ends a token, by the word of whoever is signed in; it counts at once. */
export async function endToken({ estate, params, principal }: EstateCall): Promise<Answer> {
  const id = params["token"] ?? "";
  if (!/^[0-9a-f]{16}$/.test(id)) return refuse(404);
  try {
    await estate.app.tokens.revoke(id, principal.name);
    return { kind: "redirect", to: estateLink(estate.id, "people") };
  } catch (error) {
    if (error instanceof LockstepError) return refusedFor(error);
    throw error;
  }
}
