/** What the IDE calls a property whose name in the file is another. */
const TITLES: Readonly<Record<string, string>> = {
  HOST: "Host",
  PORT: "Port",
  LOCALPORT: "Local port",
  LOCALHOST: "Local host",
  INPUT_DIRECTORY_NAME: "Input directory",
  OUTPUT_DIRECTORY_NAME: "Output directory",
  URL: "URL",
  receivingRoute: "Receiving route",
  startupState: "Start-up state",
  isStartupStateTrackingEnabled: "Start-up state is tracked",
  isTrackingStartupState: "Start-up state is tracked",
  fifoMode: "FIFO mode",
  useNotesAsSupportNotes: "Notes are support notes",
  NextDestinations: "Connectors",
  adminProperties: "Administration",
  overrideValue: "Override value",
  rowsAsText: "Rows",
  guid: "GUID",
};

/** A field's name in words: `connectionTimeout` → "Connection timeout". */
export function propertyTitle(name: string): string {
  const known = Object.hasOwn(TITLES, name) ? TITLES[name] : undefined;
  if (known !== undefined) return known;
  if (!/^[A-Za-z][A-Za-z0-9]*$/.test(name) || /^[A-Z0-9]+$/.test(name)) return name;
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replaceAll(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .split(" ");
  const lower = words.map((word, index) => (index > 0 && !/^[A-Z]{2,}$/.test(word) ? word.toLowerCase() : word));
  const text = lower.join(" ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
