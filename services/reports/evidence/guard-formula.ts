/**
 * Makes text that a spreadsheet could take for a formula into text, by an apostrophe before it. Whoever wants the text itself takes one apostrophe away
 * where there is one: text that begins with an apostrophe has one more.
 *
 * The option of the library that writes CSV knows only the first character. Programs pass over spaces and quotes before they look, and know full-width
 * signs. `|` and `%` begin the commands of DDE.
 */
export function guardFormula(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

const FORMULA = /^(?:'|[\s"“”‘’＂＇«»]*[=+\-@|%＝＋－＠｜％−﹣﹢﹦﹫⁺⁻⁼])/u;
