/**
 * What pages need beside the design system: the classes that reports share with them, tables that scroll in themselves, bands and sides. Nothing
 * is told by colour alone, and at 320 px only wide tables scroll.
 */
export const PAGE_STYLE = `
.nhsuk-width-container { max-width: 75rem; }
@media (min-width: 48.0625rem) { .nhsuk-width-container { margin-left: 2rem; margin-right: 2rem; } }
@media (min-width: 79rem) { .nhsuk-width-container { margin-left: auto; margin-right: auto; } }
body { overflow-wrap: anywhere; background: #fff; }
.nhsuk-header__service-name { font-weight: 600; font-size: 1.5rem; }
.nhsuk-header__account { flex-grow: 0; margin-top: 0; }
main h1 { margin-bottom: 1rem; font-size: 2rem; line-height: 1.25; } main h2 { margin-top: 2.25rem; margin-bottom: .75rem; font-size: 1.5rem; line-height: 1.3; } main h3 { margin-top: 1.75rem; font-size: 1.1875rem; }
main p, main li, main dd, main dt, main td, main th { font-size: 1rem; line-height: 1.5; }
main p, main ul, main ol { margin-bottom: .75rem; max-width: 52rem; }
.scope-line { background: #f0f4f5; border-bottom: 1px solid #d8dde0; padding: .5rem 0; font-size: 1rem; }
.scope-line p { margin: 0; font-size: 1rem; }
.soft { color: #4c6272; } .failed { color: #b10c00; font-weight: 600; } .warning { color: #7a4b00; font-weight: 600; } .passed { color: #006747; }
.short { white-space: nowrap; }
.verdict { border: 1px solid #aeb7bd; border-left: .75rem solid; padding: 1rem 1.25rem; margin-bottom: 1.5rem; background: #fff; }
.verdict p { margin: .25rem 0; }
.verdict .word { font-size: 1.75rem; font-weight: 700; line-height: 1.2; } .verdict .word .scope { font-size: 1rem; font-weight: 400; color: #212b32; }
.verdict .sentence { font-size: 1.1875rem; max-width: 60rem; }
.not-ready { border-left-color: #b10c00; background: #fdeceb; } .not-ready .word { color: #b10c00; }
.unknown { border-left-color: #7a4b00; background: #fff5e0; } .unknown .word { color: #7a4b00; }
.ready { border-left-color: #006747; background: #e8f5ee; } .ready .word { color: #006747; }
.wide { position: relative; overflow-x: auto; margin-bottom: 1.5rem; }
.wide:focus-visible { outline: 3px solid #212b32; outline-offset: 2px; box-shadow: 0 0 0 6px #ffeb3b; }
main table { border-collapse: collapse; width: 100%; margin: 0 0 1.5rem; }
.wide table { margin: 0; min-width: 40rem; } .wide th, .wide td { min-width: 6.5rem; }
main caption { text-align: left; font-weight: 600; font-size: 1.0625rem; line-height: 1.5; padding: 0 0 .5rem; }
main th, main td { text-align: left; vertical-align: top; padding: .5rem 1rem .5rem 0; border-bottom: 1px solid #d8dde0; }
main thead th { border-bottom: 2px solid #aeb7bd; overflow-wrap: normal; } main tbody th { font-weight: 400; }
main td.number, main th.number { text-align: right; }
table.matrix th[scope="row"] { min-width: 11rem; font-weight: 600; } table.matrix td { min-width: 8.5rem; }
table.matrix small { display: block; font-weight: 400; color: #4c6272; font-size: .875rem; }
table.sides { table-layout: fixed; } table.sides th:first-child { width: 24%; } table.sides small { display: block; color: #4c6272; font-weight: 400; font-size: .875rem; }
td.value, .diff td, pre { font-family: "Liberation Mono", Consolas, "Courier New", monospace; font-size: .9375rem; }
td.value .soft { font-family: arial, "Liberation Sans", sans-serif; } td.same { color: #4c6272; }
pre { background: #f0f4f5; border: 1px solid #d8dde0; padding: 1rem; overflow-x: auto; white-space: pre-wrap; }
.tag { display: inline-block; border: 1px solid currentcolor; padding: 0 .5rem; font-size: .875rem; font-weight: 600; white-space: nowrap; }
.tag.critical, .tag.high, span.critical, span.high { color: #b10c00; font-weight: 600; } .tag.medium, span.medium { color: #7a4b00; font-weight: 600; }
article { border: 1px solid #aeb7bd; border-left-width: .4rem; padding: 1rem 1.25rem; margin: 0 0 1.25rem; } article > h3 { margin-top: 0; } article > :last-child { margin-bottom: 0; }
article.critical, article.high { border-left-color: #b10c00; } article.medium { border-left-color: #7a4b00; }
.diff.pair { table-layout: fixed; } .diff.pair th[scope="col"], .diff.pair td:first-child { width: 50%; } .diff.pair td + td, .diff.pair th + th { border-left: 1px solid #d8dde0; }
.diff.pair .none { background: #f0f4f5; } .diff .sign { font: .8125rem arial, "Liberation Sans", sans-serif; color: #4c6272; } .diff td.added .sign { color: #006747; } .diff td.removed .sign { color: #b10c00; }
mark { background: transparent; color: inherit; font-weight: 700; text-decoration: underline; text-decoration-thickness: .15em; } main code { font-family: "Liberation Mono", Consolas, monospace; font-size: .9375rem; color: inherit; background: none; border: 0; padding: 0; }
ol.actions > li, ul.plain > li { margin: .5rem 0; } ul.plain { padding-left: 1.25rem; }
dl.facts { display: grid; grid-template-columns: fit-content(18rem) 1fr; gap: .25rem 1.5rem; margin: 0 0 1.5rem; } dl.facts dt { color: #4c6272; } dl.facts dd { margin: 0; }
.panel { border: 1px solid #d8dde0; border-top: 4px solid #768692; padding: 1rem 1.25rem; margin: 0 0 1.5rem; } .panel > :first-child { margin-top: 0; } .panel > :last-child { margin-bottom: 0; }
.panels { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); gap: 0 1.5rem; }
.diff { border: 1px solid #d8dde0; } .diff caption { padding: .5rem; }
main .diff th, main .diff td { border: 0; padding: 0 .5rem; white-space: pre-wrap; height: 1.5em; } .diff th, .diff td:first-child { width: 7rem; }
.diff th { color: #4c6272; white-space: nowrap; font-size: .875rem; }
.diff .added { background: #e8f5ee; } .diff .removed { background: #fdeceb; } .diff .added th { color: #006747; } .diff .removed th { color: #b10c00; }
details > summary { cursor: pointer; color: #005eb8; text-decoration: underline; padding: .35rem 0; font-size: 1rem; }
details > summary:focus-visible { outline: 4px solid transparent; background: #ffeb3b; color: #212b32; box-shadow: 0 4px #212b32; text-decoration: none; }
form .nhsuk-form-group { margin-bottom: 1rem; } form .nhsuk-input, form .nhsuk-textarea, form .nhsuk-select { max-width: 30rem; } form .nhsuk-select { width: 100%; min-width: 0; } form .nhsuk-fieldset { margin-bottom: 1rem; } form label { font-weight: 600; }
.choices { display: flex; flex-wrap: wrap; gap: .75rem; align-items: flex-start; } .choices form { margin: 0; } .choices .nhsuk-button { margin-bottom: 0; }
.filters { display: flex; flex-wrap: wrap; gap: .25rem 1rem; list-style: none; padding: 0; } .filters a { display: inline-block; padding: .25rem 0; }
.filters [aria-current] { font-weight: 600; color: #212b32; text-decoration: none; border-bottom: 4px solid #005eb8; }
.chart svg { width: 100%; height: auto; display: block; } .chart text { font-family: arial, sans-serif; font-size: 13px; fill: #212b32; } .chart figcaption { margin-bottom: .5rem; font-weight: 600; } .chart { margin: 0 0 1.5rem; }
.band-edge { stroke: #212b32; stroke-width: .75; }
.band-in-lockstep { fill: #cfe8db; } .band-authorised { fill: url("#band-authorised") #7fb2e5; } .band-unauthorised { fill: url("#band-unauthorised") #b10c00; } .band-unknown { fill: url("#band-unknown") #e8edee; }
.legend { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; list-style: none; padding: 0; margin-top: .5rem; } .legend svg { display: inline-block; width: 28px; vertical-align: -3px; }
.marker { stroke: #330072; stroke-width: 2; stroke-dasharray: 5 3; }
.pages { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .5rem 2rem; } .pages a { display: inline-block; padding: .5rem 0; }
@media (max-width: 40rem) { dl.facts { grid-template-columns: 1fr; } dl.facts dd { margin-bottom: .5rem; } .wide table.sides { min-width: 44rem; } main thead th { overflow-wrap: anywhere; }
  table.sides th, table.sides td { padding-right: .5rem; font-size: .9375rem; } .tag { white-space: normal; } .verdict { padding: .75rem; } .diff th, .diff td:first-child { width: 4rem; } }
@media print { .nhsuk-header, .nhsuk-footer, .nhsuk-breadcrumb, form, .filters { display: none; } .wide { overflow: visible; } .wide table { min-width: 0; } }
`;
