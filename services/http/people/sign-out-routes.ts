import { markup } from "#services/reports/html/markup";
import { type Answer, answerPage } from "../answer.js";
import { page } from "../pages/layout.js";
import type { Call, Route } from "../route.js";
import { type Door, NOT_KEPT } from "./door.js";

/** The way out. */
export function signOutRoutes({ sessions, cookie }: Door): readonly Route[] {
  function leave({ headers }: Call): Answer {
    const id = cookie.read(headers.cookie);
    if (id !== undefined) sessions.end(id);
    const left = { ...NOT_KEPT, "Set-Cookie": cookie.clear(), "Clear-Site-Data": '"cache"' };
    return { kind: "redirect", to: "/signed-out", headers: left };
  }

  const base = { on: "service", permission: "anyone", speaksTo: "reader" } as const;
  return [
    { ...base, method: "post", path: "/sign-out", takes: "form", handle: leave },
    { ...base, method: "get", path: "/signed-out", handle: () => answerPage(signedOut(), { headers: NOT_KEPT }) },
  ];
}

function signedOut(): string {
  const main = markup`<p>You are signed out of Lockstep here. You may still be signed in with your organisation.</p>
<p><a href="/sign-in">Sign in</a></p>`;
  return page({ title: "Signed out", main });
}
