import { type Markup, markup } from "../../html/markup.js";
import { CHART_WIDTH, type ChartWords, length, svgFrame } from "./svg-frame.js";

/** One bar: how long it is, and what stands beside it. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly told: string;
}

const ROW = 28;
const PLOT = { left: 170, right: CHART_WIDTH - 110, top: 8 };

/** Bars, and how they are drawn. */
export interface BarDrawing {
  readonly bars: readonly Bar[];
  /** What a bar of full length would be. Default: the longest of them. */
  readonly full?: number;
  readonly style?: string;
}

/** Draws bars that lie, one a line, each with its name before it and its figure behind it. */
export function barChart(words: ChartWords, { bars, full, style }: BarDrawing): Markup {
  const most = full ?? Math.max(...bars.map(({ value }) => value), 0);
  const drawing = bars.map(({ label, value, told }, index) => {
    const y = PLOT.top + index * ROW;
    const width = most === 0 ? 0 : (value / most) * (PLOT.right - PLOT.left);
    return markup`<text x="${PLOT.left - 10}" y="${y + 16}" text-anchor="end">${label}</text><rect class="bar" x="${PLOT.left}" y="${y + 2}" width="${length(width)}" height="${ROW - 8}" /><text x="${length(PLOT.left + width + 8)}" y="${y + 16}">${told}</text>
`;
  });
  const axis = markup`<line class="axis" x1="${PLOT.left}" y1="${PLOT.top}" x2="${PLOT.left}" y2="${PLOT.top + bars.length * ROW}" />`;
  const height = PLOT.top * 2 + bars.length * ROW;
  return svgFrame(words, { height, drawing: [...drawing, axis], ...(style === undefined ? {} : { style }) });
}
