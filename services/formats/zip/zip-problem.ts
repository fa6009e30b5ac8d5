/** Something about an archive that is not as it must be; the message completes "the archive …" and never quotes from it. */
export class ZipProblem extends Error {}
