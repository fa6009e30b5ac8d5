import { markup } from "#services/reports/markup";

/** A page that says why there is nothing else to see, and what to do. */
export function refusalPage(words: {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly requestId: string;
}): string {
  const { status, title, detail, requestId } = words;
  return markup`<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>${title} – Lockstep</title>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${detail}</p>
<p>Status ${status}; the log knows this request as ${requestId}.</p>
<p><a href="/">To the start</a></p>
</main>
</body>
</html>
`.toString();
}
