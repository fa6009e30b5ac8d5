import { escapeText } from "#services/core/text/escape-text";

/** Markup that is known to be safe: only `markup` and our own constants make it, so a string can never pass for it. */
export class Markup {
  readonly #source: string;

  private constructor(source: string) {
    this.#source = source;
  }

  /** Joins literal template parts, which we wrote, with values, which are escaped unless they are markup themselves. */
  static join(literals: readonly string[], values: readonly MarkupValue[]): Markup {
    const parts = literals.map((literal, index) => literal + (index < values.length ? render(values[index]) : ""));
    return new Markup(parts.join(""));
  }

  /** Text of our own that is markup already, such as a style sheet. Never give it what came from outside. */
  static ours(source: string): Markup {
    return new Markup(source);
  }

  toString(): string {
    return this.#source;
  }
}

/** What may stand in a template: text (escaped), numbers, markup, lists of these, or nothing. */
export type MarkupValue = string | number | Markup | readonly MarkupValue[] | null | undefined;

/**
 * HTML or XML whose values are escaped by construction: `markup\`<td>${engineText}</td>\``.
 *
 * A tagged template, not preact-render-to-string: the same forty lines serve the HTML page and JUnit's XML, they make
 * invisible characters visible on the way (a component library would pass them), the page reads as the page it is, and
 * no build step or vendor has a say in what an auditor's file holds.
 */
export function markup(literals: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  return Markup.join(literals, values);
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function render(value: MarkupValue): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Markup) return value.toString();
  if (typeof value === "string") return escapeText(value).replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? "");
  if (typeof value === "number") return String(value);
  return value.map(render).join("");
}
