import { markup } from "#services/reports/html/markup";
import { type Answer, answerPage } from "../answer.js";
import { page } from "../pages/layout.js";
import type { Call, Route } from "../route.js";
import { beginSession, type Door, NOT_KEPT } from "./door.js";
import { invitationLink } from "./invitation-link.js";
import type { Invitations } from "./invitations.js";
import { localPath } from "./local-path.js";
import type { OperatorWay } from "./people-context.js";

interface OperatorDoor extends Door {
  readonly way: OperatorWay;
  readonly invitations: Invitations;
}

const TRIES_PER_MINUTE = 30;
const PRINT_EVERY_MS = 10_000;

/** The way in for whoever sits at the machine: a link that is printed there, good once. */
export function operatorRoutes(door: OperatorDoor): readonly Route[] {
  const { way, invitations, logger, now } = door;
  let printedAt = Number.NEGATIVE_INFINITY;

  function come({ query, headers, isHead }: Call): Answer {
    const token = query.get("token");
    const to = localPath(query.get("to"));
    // Whoever looks at a link beforehand, as mail and chat programs do, does not follow it.
    if (token === null || isHead) return answerPage(askForLink(), { headers: NOT_KEPT });
    if (!invitations.take(token)) {
      logger.warn("a link that is not good was followed");
      return answerPage(askForLink("This link was used before, or is too old."), { status: 403, headers: NOT_KEPT });
    }
    const session = beginSession(door, { kind: "operator", name: way.name }, headers.cookie);
    logger.info("the operator came in", { name: way.name });
    return { kind: "redirect", to, headers: { ...NOT_KEPT, "Set-Cookie": session } };
  }

  /** Whoever can read what is printed sits at the machine; whoever cannot gains nothing by asking. */
  function printLink(): Answer {
    const at = now().getTime();
    if (at - printedAt >= PRINT_EVERY_MS) {
      printedAt = at;
      way.invite(invitationLink(way, invitations));
    }
    return answerPage(askForLink("A new link stands where the service was started."), { headers: NOT_KEPT });
  }

  const base = {
    on: "service",
    permission: "anyone",
    speaksTo: "reader",
    requestsPerMinute: TRIES_PER_MINUTE,
  } as const;
  return [
    { ...base, method: "get", path: "/sign-in", handle: come },
    { ...base, method: "post", path: "/sign-in/link", takes: "form", handle: printLink },
  ];
}

function askForLink(first?: string): string {
  const main = markup`${first === undefined ? null : markup`<p>${first}</p>`}
<p>No sign-in is configured, so that this service answers only whoever sits at its machine. Open the link that it printed when it was started.</p>
<form method="post" action="/sign-in/link"><button class="nhsuk-button">Print a new link there</button></form>`;
  return page({ title: "Who are you?", main });
}
