/** Writes the name of a host as it is meant: letter case and the point of the root say nothing. */
export function plainHost(host: string): string {
  return host.toLowerCase().replace(/\.$/, "");
}
