/** Deeper documents are refused: no engine nests its configuration so far, and each level costs stack. */
export const MAX_XML_DEPTH = 256;

/** An element with more children is refused: the largest list that an engine gives has some thousands. */
export const MAX_XML_SIBLINGS = 1_000_000;
