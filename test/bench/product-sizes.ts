import type { ProductSize } from "./stage-product.js";

/** What is measured of each product but Mirth Connect, which has a table of its own. */
export function productSizes(smoke: boolean): readonly ProductSize[] {
  const [documents, components, files, lines] = smoke ? [20, 20, 30, 200] : [300, 300, 1_000, 20_000];
  return [
    { product: "iris", size: documents, what: `${documents} documents` },
    { product: "rhapsody", size: components, what: `${components} components` },
    { product: "file-tree", size: files, what: `${files} files` },
    { product: "command", size: lines, what: `${lines} lines of output` },
  ];
}
