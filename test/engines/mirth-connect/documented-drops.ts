/** Objects whose `version` is that of the engine that wrote the document: one fact of the node. */
const OUTERMOST =
  /^[\w/ -]+: (list\/|set\/|serverConfiguration(\/\w+)?\/|map\/entry\/|channel\/(exportData\/)?codeTemplateLibraries\/)?(list\/)?[\w.]+\/@version changed attribute 71$/;

const STAMP = "a number that the engine counts up, or a time at which it did something";
const ELSEWHERE = "the engine says it better in an answer of its own";

/** Places below which nothing is a difference, whatever it says; the README of the dialect tells each with its reason. */
export const DOCUMENTED_DROPS: readonly (readonly [place: RegExp, reason: string])[] = [
  [OUTERMOST, "the engine's version, which is a fact of the node"],
  [/[/ ](channel|channelGroup|codeTemplateLibrary|codeTemplate|alertModel)\/revision (text|twin) 71$/, STAMP],
  [/[/ ]channel\/nextMetaDataId (text|twin) 71$/, STAMP],
  [/\/(metadata|com\.mirth\.connect\.model\.ChannelMetadata)\/userId (text|twin) 71$/, STAMP],
  [/[/ ]user\/(id|strikeCount) (text|twin) 71$/, STAMP],
  [/\/(lastModified|lastLogin|lastStrikeTime|gracePeriodStart)(\/time)? (text|twin) 71$/, STAMP],
  [/\/(lastModified|lastLogin|lastStrikeTime|gracePeriodStart)\/timezone text \w+$/, STAMP],
  [/[/ ]serverConfiguration\/date (text|twin) \w+$/, STAMP],
  [
    /[/ ](channel|sourceConnector|connector|codeTemplate)\/version (text|twin) (71|zqmarkone)$/,
    "exports before 3.0 told the engine's version in a child",
  ],
  [
    /^channels: (list\/)?channel\/exportData\/(channelTags|dependentIds|dependencyIds|codeTemplateLibraries)[ /]/,
    ELSEWHERE,
  ],
  [/^about: map\/entry\/(string|int|map)[ /]/, ELSEWHERE],
];
