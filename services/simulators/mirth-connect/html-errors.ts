const REASONS: Readonly<Record<number, string>> = {
  400: "All requests must have 'X-Requested-With' header",
  401: "Unauthorized",
  404: "Not Found",
  429: "Too Many Requests",
  500: "Request failed.",
  503: "Service Unavailable",
};

/** Writes the page that the engine's servlet container gives for an error. */
export function renderHtmlError(status: number, uri: string): string {
  const reason = (REASONS[status] ?? "Error").replaceAll("'", "&apos;");
  const path = uri.replaceAll(/[^\w/%.-]/g, "");
  return `<html>
<head>
<meta http-equiv="Content-Type" content="text/html;charset=ISO-8859-1"/>
<title>Error ${status} ${reason}</title>
</head>
<body><h2>HTTP ERROR ${status} ${reason}</h2>
<table>
<tr><th>URI:</th><td>${path}</td></tr>
<tr><th>STATUS:</th><td>${status}</td></tr>
<tr><th>MESSAGE:</th><td>${reason}</td></tr>
</table>

</body>
</html>
`;
}
