import type { Principal } from "#services/core/access/principal";
import { type Markup, type MarkupValue, markup } from "#services/reports/html/markup";
import { cutText } from "#services/reports/text/cut-text";
import { serviceAssets } from "../assets/service-assets.js";
import { csrfField } from "./csrf-field.js";
import { estateLink } from "./estate-link.js";
import { type Section, sectionsFor } from "./sections.js";

/** What a page says. */
export interface PageParts {
  /** Its heading, and in the browser's title before the estate and "Lockstep". */
  readonly title: string;
  /** Beneath the heading. No heading above `h2` stands in it. */
  readonly main: MarkupValue;
  /** The way back, from the start; the page itself does not stand in it. */
  readonly breadcrumbs?: readonly PageLink[];
}

export interface PageLink {
  readonly text: string;
  readonly href: string;
}

/** Who reads it, and where they are. */
export interface PageReader {
  readonly principal: Principal;
  readonly csrf: string | undefined;
  /** Id of the estate that the page is about. */
  readonly estate?: string;
  /** Which entry of the estate's menu it belongs to. */
  readonly section?: Section;
  /** Set where the reader may see several estates: then they stand one step away. */
  readonly hasFleet?: boolean;
}

/** A whole page in the frame of the service. Nothing is fetched from elsewhere, and it reads alike without a script. */
export function page(parts: PageParts, reader?: PageReader): string {
  const { style, pageScript, icon } = serviceAssets();
  const name = ["Lockstep"];
  if (reader?.estate !== undefined) name.unshift(cutText(reader.estate, 60));
  return markup`<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="robots" content="noindex" />
<title>${[parts.title, ...name].join(" – ")}</title>
<link rel="icon" href="/assets/${icon.file}" type="image/svg+xml" />
<link rel="stylesheet" href="/assets/${style.file}" />
<script type="module" src="/assets/${pageScript.file}"></script>
</head>
<body>
<a class="nhsuk-skip-link" href="#maincontent">Skip to main content</a>
${header(reader)}
${reader?.estate === undefined ? null : SCOPE_LINE}
<div class="nhsuk-width-container">
${breadcrumbs(parts.breadcrumbs ?? [])}
<main class="nhsuk-main-wrapper" id="maincontent" tabindex="-1">
<h1 class="nhsuk-heading-l">${parts.title}</h1>
${parts.main}
</main>
</div>
${FOOTER}
</body>
</html>
`.toString();
}

const SCOPE_LINE = markup`<section class="scope-line" aria-label="Scope"><div class="nhsuk-width-container"><p><strong>Configuration-ready, not data-ready.</strong> Lockstep tells what is configured. It says nothing of the messages in the queues, and writes to no engine.</p></div></section>`;

const FOOTER = markup`<footer class="nhsuk-footer" role="contentinfo"><div class="nhsuk-width-container"><p class="nhsuk-body-s">Times are UTC. Verdicts are derived from what was stored, and can be derived again.</p></div></footer>`;

function header(reader: PageReader | undefined): Markup {
  return markup`<header class="nhsuk-header" role="banner">
<div class="nhsuk-header__container nhsuk-width-container">
<div class="nhsuk-header__service"><a class="nhsuk-header__service-name" href="/">Lockstep</a></div>
${reader === undefined ? null : account(reader)}
</div>
${reader?.estate === undefined ? null : menu(reader, reader.estate)}
</header>`;
}

function account({ principal, csrf, estate, hasFleet }: PageReader): Markup | null {
  if (principal.kind === "anonymous") return null;
  const place =
    estate === undefined ? null : markup`<li class="nhsuk-header__account-item">Estate ${cutText(estate, 60)}</li>`;
  const fleet =
    hasFleet === true
      ? markup`<li class="nhsuk-header__account-item"><a class="nhsuk-header__account-link" href="/">All estates</a></li>`
      : null;
  const out =
    csrf === undefined
      ? null
      : markup`<li class="nhsuk-header__account-item"><form class="nhsuk-header__account-form" action="/sign-out" method="post">${csrfField(csrf)}<button class="nhsuk-header__account-button">Sign out</button></form></li>`;
  return markup`<nav class="nhsuk-header__account" aria-label="Account"><ul class="nhsuk-header__account-list">
${fleet}${place}<li class="nhsuk-header__account-item">${cutText(principal.name, 80)}</li>${out}
</ul></nav>`;
}

function menu({ principal, section: current }: PageReader, estate: string): Markup {
  const items = sectionsFor(principal, estate).map(({ id, text, path }) => {
    const href = estateLink(estate, ...path);
    if (id !== current)
      return markup`<li class="nhsuk-header__navigation-item"><a class="nhsuk-header__navigation-link" href="${href}">${text}</a></li>`;
    return markup`<li class="nhsuk-header__navigation-item nhsuk-header__navigation-item--current"><a class="nhsuk-header__navigation-link" href="${href}" aria-current="true"><strong class="nhsuk-header__navigation-item-current-fallback">${text}</strong></a></li>`;
  });
  return markup`<nav class="nhsuk-header__navigation" aria-label="Menu"><div class="nhsuk-header__navigation-container nhsuk-width-container"><ul class="nhsuk-header__navigation-list">
${items}
</ul></div></nav>`;
}

function breadcrumbs(links: readonly PageLink[]): Markup | null {
  if (links.length === 0) return null;
  const items = links.map(
    ({ text, href }) =>
      markup`<li class="nhsuk-breadcrumb__list-item"><a class="nhsuk-breadcrumb__link" href="${href}">${text}</a></li>`,
  );
  return markup`<nav class="nhsuk-breadcrumb" aria-label="Breadcrumb"><ol class="nhsuk-breadcrumb__list">${items}</ol></nav>`;
}
