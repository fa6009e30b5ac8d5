import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";

/** The body of a pull request as a Git host shows it, in a style of our own. */
export function forgePage(body: string): string {
  const article = micromark(body, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] });
  return `<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Pull request</title><style>${STYLE}</style></head>
<body><main><h1>Pull request</h1><h2>Description</h2>${article}</main></body></html>`;
}

const STYLE = `body { font: 16px/1.5 "Liberation Sans", Arial, sans-serif; color: #1f2328; background: #fff; overflow-wrap: anywhere; }
main { max-width: 55rem; margin: 1.5rem auto; padding: 0 1rem; } table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #d1d9e0; padding: .4rem .8rem; text-align: left; }
code, pre { background: #f6f8fa; font: 85% "Liberation Mono", monospace; white-space: pre-wrap; } pre { padding: 1rem; }`;
