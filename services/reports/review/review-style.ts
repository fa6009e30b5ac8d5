/** Style of the pages on which people decide, beside that of every page: marks in lines, and boxes to sign. */
export const REVIEW_STYLE = `
.verdict .word { font-size: 1.6rem; } .wide th:first-child { width: 34%; }
.diff.pair { table-layout: fixed; border: 1px solid var(--line); } .diff.pair th[scope=col], .diff.pair td:first-child { width: 50%; }
.diff.pair th, .diff.pair td { padding: .1rem .5rem; } .diff.pair td + td, .diff.pair th + th { border-left: 1px solid var(--line); }
.diff.pair thead th { font-weight: bold; color: var(--ink); } .diff.pair .none { background: var(--panel); }
.diff .sign { font: .8rem Arial, "Liberation Sans", sans-serif; color: var(--soft); } .diff td.added .sign { color: var(--green); } .diff td.removed .sign { color: var(--red); }
mark { background: transparent; color: inherit; font-weight: bold; text-decoration: underline; text-decoration-thickness: .15em; }
code, .raw { font-family: "Liberation Mono", Consolas, "Courier New", monospace; font-size: .9rem; }
.raw { white-space: pre-wrap; border: 1px solid var(--line); padding: .5rem; margin: .5rem 0; overflow-wrap: anywhere; }
article > h3 { font-size: 1.1rem; }
.sign-off { border: 2px solid var(--ink); padding: .6rem 1rem; margin: 1rem 0; break-inside: avoid; }
.sign-off p { display: flex; flex-wrap: wrap; gap: .6rem 1.5rem; margin: .6rem 0; }
.sign-off .box { display: inline-block; width: 1.1rem; height: 1.1rem; border: 2px solid var(--ink); margin-right: .4rem; vertical-align: -.15rem; }
.sign-off .line { flex: 1 1 12rem; border-bottom: 1px solid var(--ink); min-height: 1.9rem; color: var(--soft); }
.agenda li { margin: .45rem 0; }
@media print { .item { break-before: page; } .decision { break-inside: avoid; } .item h2 { margin-top: 0; } .raw { break-inside: auto; } h2 { font-size: 1.2rem; margin: 1.5rem 0 .5rem; }
  .verdict { padding: .5rem .9rem; } .verdict .word { font-size: 1.2rem; } .verdict .sentence { font-size: 1rem; } .item h3 { font-size: 1rem; margin: 1rem 0 .3rem; } }
`;
