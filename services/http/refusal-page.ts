import { markup } from "#services/reports/html/markup";
import { quoteTyped } from "#services/reports/text/quote-typed";
import { page } from "./pages/layout.js";
import type { RefusalStatus } from "./send-problem.js";

/** A page that says why something was not shown or not done, what to do about it, and the way back. */
export function refusalPage(words: {
  readonly status: RefusalStatus;
  readonly detail: string;
  readonly remedy?: string | undefined;
  readonly requestId: string;
  /** Where the reader came from; left out where that is not known. */
  readonly back?: string | undefined;
}): string {
  const { status, detail, remedy, requestId, back } = words;
  return page({
    title: TITLES[status],
    main: markup`<p>${quoteTyped(detail)}</p>
${remedy === undefined ? null : markup`<p>${quoteTyped(remedy)}</p>`}
${back === undefined ? null : markup`<p><a href="${back}">Back to the page you came from</a></p>`}
<p><a href="/">To the start</a></p>
<p class="soft">Status ${status}; the log knows this request as ${requestId}.</p>`,
  });
}

/** What a status means to whoever reads a page. */
const TITLES = {
  400: "This could not be understood",
  401: "Please sign in",
  403: "You may not do this",
  404: "There is nothing here",
  405: "This cannot be asked for here",
  409: "It has changed meanwhile",
  412: "It has changed meanwhile",
  413: "This is too long",
  415: "This could not be understood",
  416: "This is not there",
  421: "This is another address",
  422: "It was not done",
  429: "Too many requests",
  500: "Lockstep failed",
  503: "This cannot be done now",
} as const satisfies Record<RefusalStatus, string>;
