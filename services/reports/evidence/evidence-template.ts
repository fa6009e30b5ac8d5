/** How a pack is set on paper. It names the one font that the compiler of Typst brings along, and lets no other stand in for it. */
export const EVIDENCE_TEMPLATE = `#let made = datetime(year: data.made.at(0), month: data.made.at(1), day: data.made.at(2))
#set document(title: data.title, author: "Lockstep", description: data.subtitle, date: made)
#set text(font: "Libertinus Serif", fallback: false, lang: "en", region: "GB", size: 10.5pt, fill: rgb("#212b32"))
#set page(paper: "a4", margin: (x: 18mm, top: 18mm, bottom: 20mm), numbering: "1 / 1")
#set par(leading: 0.6em, spacing: 0.9em)
#set heading(outlined: true)
#show heading.where(level: 1): set text(size: 15pt)
#show heading.where(level: 1): set block(above: 1.6em, below: 0.8em)
#show heading.where(level: 2): set text(size: 12pt)
#show heading.where(level: 2): set block(above: 1.4em, below: 0.7em)
#let soft = rgb("#4c6272")
#let facts(lines) = for line in lines [*#line.at(0):* #line.at(1) #parbreak()]
#let sentences(texts) = if texts.len() > 0 { list(..texts.map(each => [#each])) }
#let rows-of(headings, rows, columns: auto, size: 8pt) = {
  set text(size: size, hyphenate: true)
  set par(leading: 0.45em, spacing: 0.5em)
  // A name without a space would run into the next column.
  show regex("[^\\s\u{200b}-]{18,}"): it => it.text.clusters().join("\u{200b}")
  table(
    columns: if columns == auto { (1fr,) * headings.len() } else { columns },
    stroke: (x: none, y: 0.4pt + rgb("#aeb7bd")),
    inset: (x: 2pt, y: 3pt),
    align: left,
    table.header(..headings.map(each => strong(each))),
    ..rows.flatten().map(each => [#each]),
  )
}

#block(text(size: 20pt, weight: "bold", data.title))
#text(size: 12pt, fill: soft, data.subtitle)

#text(fill: soft, data.madeBy) The organisation remains responsible for its own assessment.

= What this covers
#facts(data.cover)
#sentences(data.scope)

== What it does not cover
#sentences(data.exclusions)

#outline(title: [Contents], depth: 2)

#pagebreak()
= What it says to the outcomes of the framework
#if data.controls.len() == 0 [This edition has no outcome that the pack has something to say to.]
#for row in data.controls [
  == #row.name
  #block(sticky: true, row.opening)
  #sentences(row.observed)
  #row.contributes
  #sentences(row.indicators)
  #row.doesNotShow

  #row.responsible

  #if row.loaded != "" [#row.loaded #parbreak()]
  #if row.files.len() > 0 { text(fill: soft)[Where it stands: #row.files.join(", ")] }
]

#pagebreak()
= Figures of the period
#if data.figures.len() > 0 { rows-of(("Figure", "Value", "Stands on", "Own target", "Outcome", "To be known"), data.figures, columns: (2.2fr, 1fr, 1.2fr, 1.2fr, 1fr, 2fr), size: 9pt) } else [There are none.]

= Charts
#for chart in charts {
  block(breakable: false, width: 100%)[
    == #chart.title
    #text(fill: soft, chart.explains)

    #if chart.svg == "" [There were none in the period.] else { image(bytes(chart.svg), format: "svg", width: 100%, alt: if chart.told == "" { chart.explains } else { chart.told }) }
  ]
}
#if data.markers.len() > 0 [
  == Where the rules changed
  #enum(..data.markers.map(each => [#each]))
]

#set page(flipped: true, margin: (x: 12mm, top: 14mm, bottom: 16mm))
= Tables
#for part in data.tables [
  == #part.title
  #block(sticky: true, part.explains)
  #block(sticky: true, text(fill: soft, part.told))

  #if part.rows.len() > 0 {
    let last = part.headings.last() == "Particulars"
    rows-of(part.headings, part.rows, columns: part.headings.enumerate().map(((index, _)) => if last and index == part.headings.len() - 1 { 3.2fr } else { 1fr }))
  } else [There is nothing to list.]
]

#set page(flipped: false, margin: (x: 18mm, top: 18mm, bottom: 20mm))
= The record that it rests on, and how to check it
#facts(data.integrity)

== How to check this pack
#enum(..data.verify.map(each => [#each]))
`;
