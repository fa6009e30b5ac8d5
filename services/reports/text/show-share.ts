/**
 * A share in percent, to a tenth: the one rule by which shares are told. What is not nothing is never told as `0 %`, nor what is not all as `100 %`.
 *
 * @param share in parts of one
 */
export function showShare(share: number): string {
  const percent = Math.round(share * 1000) / 10;
  if (percent === 0 && share > 0) return "under 0.1 %";
  if (percent === 100 && share < 1) return "over 99.9 %";
  return `${percent} %`;
}
