import { wrapText } from "../text/wrap-text.js";

/** How a report is laid out on a terminal. */
export interface TerminalOptions {
  /** Colour beside the words, never instead of them. Default `false`. */
  readonly colour?: boolean;
  /** Columns. Default 100; narrower than 60 counts as 60. */
  readonly width?: number;
  /** How many findings of an engine are shown, the most severe. Default 20. */
  readonly findingsLimit?: number;
}

const STYLES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;
export type Style = keyof typeof STYLES;

/** Lines of a terminal report; every line is wrapped and styled whole, so that styles never break the measure. */
export class TerminalPage {
  readonly #lines: string[] = [];
  readonly #width: number;
  readonly #colour: boolean;

  constructor(options: TerminalOptions) {
    this.#width = Math.max(60, options.width ?? 100);
    this.#colour = options.colour ?? false;
  }

  /** Adds text below `lead`; further lines are indented as deep. */
  add(text: string, options: { lead?: string; style?: Style } = {}): this {
    for (const line of wrapText(text, { width: this.#width, first: options.lead ?? "" })) {
      this.#lines.push(this.#paint(line, options.style));
    }
    return this;
  }

  /** Adds one line as it stands, its spaces kept; broken only where the terminal ends. */
  addVerbatim(text: string, options: { lead: string; style?: Style }): this {
    const room = Math.max(20, this.#width - [...options.lead].length);
    const characters = [...text];
    for (let start = 0; start === 0 || start < characters.length; start += room) {
      const piece = characters.slice(start, start + room).join("");
      this.#lines.push(this.#paint(`${options.lead}${piece}`.trimEnd(), options.style));
    }
    return this;
  }

  /** One empty line, never two. */
  gap(): this {
    if (this.#lines.length > 0 && this.#lines.at(-1) !== "") this.#lines.push("");
    return this;
  }

  toString(): string {
    return `${this.#lines.join("\n").trimEnd()}\n`;
  }

  #paint(line: string, style: Style | undefined): string {
    return this.#colour && style !== undefined ? `\u001b[${STYLES[style]}m${line}\u001b[0m` : line;
  }
}
