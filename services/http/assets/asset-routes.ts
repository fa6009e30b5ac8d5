import { type Answer, refuse } from "../answer.js";
import type { Call, Route } from "../route.js";
import { type Asset, serviceAssets } from "./service-assets.js";

/** The files that pages fetch; their names change with their content. */
export const assetRoutes: readonly Route[] = [
  { method: "get", path: "/assets/:file", on: "service", permission: "anyone", speaksTo: "reader", handle: giveAsset },
];

function giveAsset({ params, headers }: Call): Answer {
  const asset = Object.values(serviceAssets()).find(({ file }: Asset) => file === params["file"]);
  if (asset === undefined) return refuse(404);
  const packed = packedFor(String(headers["accept-encoding"] ?? ""), asset);
  return {
    kind: "content",
    type: asset.type,
    body: packed.body,
    headers: { ...packed.headers, "Cache-Control": "public, max-age=31536000, immutable", Vary: "Accept-Encoding" },
  };
}

function packedFor(accepted: string, { plain, gzip, brotli }: Asset) {
  const encodings = accepted.split(",").map((part) => part.trim().toLowerCase());
  if (encodings.includes("br")) return { body: brotli, headers: { "Content-Encoding": "br" } };
  if (encodings.includes("gzip")) return { body: gzip, headers: { "Content-Encoding": "gzip" } };
  return { body: plain, headers: {} };
}
