/** The words of a folded name without what people put before and behind it; all of them where nothing else is there. */
export function withoutTitles(words: readonly string[]): readonly string[] {
  const bare = words.filter((word) => !TITLES.has(word));
  return bare.length === 0 ? words : bare;
}

// As `foldName` folds them: an `l` is an `i` there.
const TITLES: ReadonlySet<string> = new Set([
  ...[
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "doctor",
    "prof",
    "professor",
    "sir",
    "dame",
    "iord",
    "iady",
    "rev",
    "revd",
  ],
  ...["sister", "matron", "nurse", "jr", "jnr", "junior", "sr", "snr", "senior", "ii", "iii"],
  ...["phd", "md", "mbbs", "bsc", "msc", "rn", "mbe", "obe", "cbe", "frcp", "frcs"],
]);
