import { type Markup, type MarkupValue, markup } from "../../html/markup.js";

/** What a chart is called and what it says, for whoever does not see it. */
export interface ChartWords {
  /** Begins every id in it: one page holds several. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

export const CHART_WIDTH = 720;

/** A drawing with a name and a description. It has classes and no colours: the page, or the paper, gives those. */
export function svgFrame(
  { id, title, description }: ChartWords,
  { height, style, drawing }: { readonly height: number; readonly style?: string; readonly drawing: MarkupValue },
): Markup {
  const own = style === undefined ? null : markup`<style>${style}</style>`;
  return markup`<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 ${CHART_WIDTH} ${height}" role="img" aria-labelledby="${id}-title ${id}-description">
<title id="${id}-title">${title}</title>
<desc id="${id}-description">${description}</desc>${own}
${drawing}
</svg>`;
}

/** A length as SVG takes it, to a hundredth. */
export function length(value: number): string {
  return String(Math.round(value * 100) / 100);
}
