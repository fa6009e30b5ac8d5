import { markup } from "#services/reports/markup";
import { page } from "./pages/layout.js";

/** A page that says why there is nothing else to see, and what to do. */
export function refusalPage(words: {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly requestId: string;
}): string {
  const { status, title, detail, requestId } = words;
  return page({
    title,
    main: markup`<p>${detail}</p>
<p class="soft">Status ${status}; the log knows this request as ${requestId}.</p>
<p><a href="/">To the start</a></p>`,
  });
}
