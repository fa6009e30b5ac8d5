/** The style of an evidence report beside that of every page. Bands differ by pattern as well as by colour. */
export const EVIDENCE_STYLE = `
:root { --in-lockstep: #00703c; --authorised: #1d70b8; --unauthorised: #b10c00; --unknown-band: #6f777b; --cut: #fff; }
@media (prefers-color-scheme: dark) { :root { --in-lockstep: #4fb583; --authorised: #6cb2f0; --unauthorised: #ff8a80;
  --unknown-band: #aeb7bd; --cut: #14191d; } }
.chart { display: block; width: 100%; min-width: 40rem; max-width: 60rem; height: auto; }
.chart text { font: 12px Arial, "Liberation Sans", Helvetica, sans-serif; fill: var(--ink); }
.chart .grid { stroke: var(--line); stroke-width: .5; } .chart .axis { stroke: var(--ink); }
.chart .bar { fill: var(--authorised); } .chart .in-lockstep { fill: var(--in-lockstep); }
.chart .authorised { fill: var(--authorised); } .chart .unauthorised { fill: var(--unauthorised); }
.chart .unknown-band { fill: var(--unknown-band); } .chart .cut { fill: var(--cut); }
.chart .marker { stroke: var(--ink); stroke-dasharray: 4 3; } .chart .marker-number { font-weight: bold; }
figure { margin: 1rem 0 2rem; } figcaption { color: var(--soft); } figcaption strong { color: var(--ink); }
code { font-family: "Liberation Mono", Consolas, "Courier New", monospace; font-size: .9rem; }
table.long { font-size: .9rem; } .wide table.long td, .wide table.long th { min-width: 6.4rem; } .wide table.long td:last-child { min-width: 22rem; } .wide table.long th:first-child { width: auto; }
@media (max-width: 40rem) { .wide table.long td:last-child { min-width: 17rem; } }
@media print { :root { --in-lockstep: #00703c; --authorised: #1d70b8; --unauthorised: #b10c00; --unknown-band: #6f777b; --cut: #fff; }
  @page { size: A4 landscape; } .chart { min-width: 0; max-width: 17cm; } figure { break-inside: avoid; } table.long { font-size: 7.5pt; }
  .wide table.long td, .wide table.long th { min-width: 0; } .wide table.long td:last-child { min-width: 5cm; } section.part { break-before: page; } }
`;
