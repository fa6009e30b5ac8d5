import type { Fixture } from "./find-drops.js";

/** Objects whose `version` is that of the engine that wrote the document: one fact of the node. */
const OUTERMOST =
  /^(list\/|set\/|serverConfiguration(\/\w+)?\/|map\/entry\/|channel\/(exportData\/)?codeTemplateLibraries\/)?(list\/)?[\w.]+\/@version changed attribute 71$/;

/** Places below which nothing is a difference, whatever it says; the README of the dialect tells each with its reason. */
const ANYWHERE: readonly RegExp[] = [
  /\/(channel|channelGroup|codeTemplateLibrary|codeTemplate|alertModel)\/revision (text|twin) 71$/,
  /\/channel\/nextMetaDataId (text|twin) 71$/,
  /\/(metadata|com\.mirth\.connect\.model\.ChannelMetadata)\/userId (text|twin) 71$/,
  /\/user\/(id|strikeCount) (text|twin) 71$/,
  /\/(lastModified|lastLogin|lastStrikeTime|gracePeriodStart)(\/time)? (text|twin) 71$/,
  /\/(lastModified|lastLogin|lastStrikeTime|gracePeriodStart)\/timezone text \w+$/,
  /\/serverConfiguration\/date (text|twin) \w+$/,
  // Exports before 3.0 told the engine's version in a child.
  /\/(channel|sourceConnector|connector|codeTemplate)\/version (text|twin) (71|zqmarkone)$/,
];

/** What an engine says in one answer and better in another. */
const BY_SOURCE: Readonly<Record<string, RegExp>> = {
  channels: /^(list\/)?channel\/exportData\/(channelTags|dependentIds|dependencyIds|codeTemplateLibraries)[ /]/,
  about: /^map\/entry\/(string|int|map)[ /]/,
};

/** Tells whether a place is documented as one where nothing that is said is configuration. */
export function isDocumentedDrop({ source }: Fixture, drop: string): boolean {
  if (BY_SOURCE[source]?.test(drop) || OUTERMOST.test(drop)) return true;
  return ANYWHERE.some((pattern) => pattern.test(`/${drop}`));
}
