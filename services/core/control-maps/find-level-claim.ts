/** The word in a text that grades an organisation, or says that it does what a standard asks; `undefined` where there is none. */
export function findLevelClaim(text: string): string | undefined {
  return LEVELS.exec(text)?.[0];
}

const LEVELS =
  /\b(?:(?:not|partially|fully) met|(?:un)?achiev\w*|attain\w*|(?:non-?)?complian\w*|compl(?:y|ies|ied)|conforms?\b(?= to (?:the )?(?:standard|framework|requirement))|certif\w*|accredit\w*|satisf\w*|fulfil\w*|(?:meets?|met|exceeds?) (?:the |all |its )?(?:standards?|requirements?|outcomes?|controls?|expectations?|levels?)|standards? met|pass(?:es|ed)? (?:the )?assessment|guarantee\w*)\b/i;
