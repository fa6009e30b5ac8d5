const TITLES: Readonly<Record<number, string>> = {
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  409: "Conflict",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

/** Writes the page that the web server in between gives where it keeps the engine's own answer to itself. */
export function renderWebPage(status: number): string {
  const title = TITLES[status] ?? "Error";
  return `<!DOCTYPE html><html><head><title>${status} - ${title}</title></head><body><h1>${title}</h1><p>The page was not displayed.</p></body></html>`;
}
