/**
 * The style of an HTML report: no font or image is fetched, contrast is at least AA in light and dark, and on paper
 * everything that can be expanded is expanded.
 */
export const HTML_STYLE = `
:root { color-scheme: light dark; --page: #fff; --ink: #212b32; --soft: #4c6272; --line: #aeb7bd; --panel: #f0f4f5;
  --link: #005eb8; --red: #b10c00; --green: #00703c; --amber: #7a4b00; --red-panel: #fdeceb; --green-panel: #e8f5ee;
  --amber-panel: #fff5e0; }
@media (prefers-color-scheme: dark) { :root { --page: #14191d; --ink: #eef2f4; --soft: #b5c1c9; --line: #52616c;
  --panel: #20282e; --link: #8cc4ff; --red: #ff9c92; --green: #7fdcaa; --amber: #ffcf70; --red-panel: #3a1815;
  --green-panel: #11301f; --amber-panel: #35270a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 Arial, "Liberation Sans", Helvetica, sans-serif;
  overflow-wrap: anywhere; }
header, main, footer { max-width: 70rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 1.25rem; } footer { padding-bottom: 2.5rem; color: var(--soft); }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0; } h2 { font-size: 1.4rem; margin: 2.5rem 0 .75rem; }
h3 { font-size: 1.15rem; margin: 2rem 0 .5rem; border-bottom: 2px solid var(--line); padding-bottom: .25rem; }
h4 { font-size: 1rem; margin: 0; } p { margin: .4rem 0; } a { color: var(--link); }
a:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 3px solid #ffeb3b; outline-offset: 2px; box-shadow: 0 0 0 6px #212b32; }
.soft { color: var(--soft); }
.verdict { border: 1px solid var(--line); border-left: .75rem solid; padding: 1rem 1.25rem; }
.verdict .word { font-size: 1.9rem; font-weight: bold; line-height: 1.2; margin: 0; }
.verdict .word .scope { font-size: 1rem; font-weight: normal; color: var(--ink); white-space: nowrap; }
.verdict .sentence { font-size: 1.15rem; }
.not-ready { border-left-color: var(--red); background: var(--red-panel); } .not-ready .word { color: var(--red); }
.unknown { border-left-color: var(--amber); background: var(--amber-panel); } .unknown .word { color: var(--amber); }
.ready { border-left-color: var(--green); background: var(--green-panel); } .ready .word { color: var(--green); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; }
caption { text-align: left; color: var(--soft); padding: 0 0 .35rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); }
/* Wide enough for the words of the trade: only a name that fits no column is broken. */
.wide td, .wide th { min-width: 7.1rem; } .wide th:first-child { width: 22%; }
thead th { border-bottom-width: 2px; overflow-wrap: normal; }
table.sides { table-layout: fixed; } table.sides th:first-child { width: 34%; }
td.value .soft { font-family: Arial, "Liberation Sans", sans-serif; } .short { white-space: nowrap; }
article.critical, article.high { border-left-color: var(--red); } article.medium { border-left-color: var(--amber); } tbody th { font-weight: normal; }
td.value, .diff td { font-family: "Liberation Mono", Consolas, "Courier New", monospace; font-size: .9rem; }
td.value { overflow-wrap: anywhere; }
.tag { display: inline-block; border: 1px solid currentcolor; border-radius: .2rem; padding: 0 .4rem; font-size: .85rem; white-space: nowrap; }
.tag.critical, .tag.high, span.critical, span.high, .failed { color: var(--red); font-weight: bold; } .tag.medium, span.medium, .warning { color: var(--amber); font-weight: bold; }
.passed { color: var(--green); }
article { border: 1px solid var(--line); border-left-width: .4rem; padding: .9rem 1.1rem; margin: 1rem 0; }
article p { margin: .3rem 0; } article h3 { margin: 0 0 .3rem; border: 0; padding: 0; }
ol.actions > li, ul.plain > li { margin: .35rem 0; } ul.plain { padding-left: 1.2rem; }
dl.facts { display: grid; grid-template-columns: fit-content(20rem) 1fr; gap: .15rem 1rem; } dl.facts dt { color: var(--soft); } dl.facts dd { margin: 0; }
.diff { border: 1px solid var(--line); } .diff caption { padding: .3rem .5rem; }
.diff th, .diff td { border: 0; padding: .05rem .5rem; white-space: pre-wrap; height: 1.5em; }
.diff th, .diff td:first-child { width: 6.5rem; } .diff th { font: .85rem Arial, "Liberation Sans", sans-serif; color: var(--soft); white-space: nowrap; }
.diff .added { background: var(--green-panel); } .diff .removed { background: var(--red-panel); } .diff .heading td { color: var(--soft); }
.diff .added th { color: var(--green); } .diff .removed th { color: var(--red); }
summary { cursor: pointer; color: var(--link); text-decoration: underline; padding: .3rem 0; }
nav ul { padding-left: 1.2rem; }
@media (max-width: 40rem) { .wide table { min-width: 40rem; } dl.facts { grid-template-columns: 1fr; } dl.facts dd { margin-bottom: .4rem; } .verdict .word .scope { display: block; white-space: normal; } }
@page { margin: 15mm 15mm 18mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt Arial, "Liberation Sans", sans-serif; } }
@media print { :root { color-scheme: light; --page: #fff; --ink: #000; --soft: #333; --line: #777; --link: #000; --red: #8a0000;
  --green: #004d26; --amber: #5c3700; --red-panel: #fff; --green-panel: #fff; --amber-panel: #fff; }
  body { font-size: 10pt; } header, main, footer { max-width: none; padding: 0; } .wide { overflow: visible; }
  .wide table { min-width: 0; } .wide td, .wide th { min-width: 5rem; }
  tr, li, .verdict, article > p { break-inside: avoid; } article { box-decoration-break: clone; -webkit-box-decoration-break: clone; }
  h2, h3, h4, caption, thead, summary, article > h4, article > h4 + p { break-after: avoid; } thead { display: table-header-group; }
  p { orphans: 3; widows: 3; } dl.facts dt { break-after: avoid; } dl.facts dd { break-inside: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; } summary { color: var(--ink); text-decoration: none; font-weight: bold; } }
`;
