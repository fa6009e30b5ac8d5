import { HTML_STYLE } from "./html-style.js";
import { Markup, type MarkupValue, markup } from "./markup.js";

/** The parts of a page: what stands in its three landmarks. */
export interface PageParts {
  readonly title: string;
  readonly subtitle: string;
  readonly main: MarkupValue;
  readonly footer: MarkupValue;
  /** Style sheet of ours beside that of every page. */
  readonly style?: string;
}

/** One self-contained page: no script, nothing fetched, and a content policy that forbids both. */
export function htmlPage(parts: PageParts): string {
  const page = markup`<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="referrer" content="no-referrer" />
<meta name="robots" content="noindex" />
<title>${parts.title}</title>
<style>${STYLE}${Markup.ours(parts.style ?? "")}</style>
</head>
<body>
<header>
<h1>${parts.title}</h1>
<p class="soft">${parts.subtitle}</p>
</header>
<main>
${parts.main}
</main>
<footer>
${parts.footer}
</footer>
</body>
</html>
`;
  return page.toString();
}

const STYLE = Markup.ours(HTML_STYLE);
