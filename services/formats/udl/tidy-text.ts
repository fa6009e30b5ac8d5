/** The same lines without what editors and exports add: spaces at line ends, empty lines before and after, carriage returns. */
export function tidyText(text: string): string {
  return text
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(/[ \t]+(?=\n|$)/g, "")
    .replace(/^\n+/, "")
    .replace(/\n+$/, "");
}
