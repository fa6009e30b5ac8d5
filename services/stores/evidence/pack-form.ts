/** Parts of letters, digits and `._-` that begin with a letter or digit: a name that means the same file everywhere. */
export function isPackName(name: string): boolean {
  return name.length <= 100 && /^[A-Za-z0-9][A-Za-z0-9._-]*(?:\/[A-Za-z0-9][A-Za-z0-9._-]*)?$/.test(name);
}

/** True for what is not deflated: it is so already. */
export function isStored(name: string): boolean {
  return name.endsWith(".pdf");
}

/** How the others are deflated. The size of the table by which it looks back is told: what it would choose by itself may change. */
export const DEFLATION = { level: 6, mem: 8 } as const;

/** What an archive without the extension for larger ones can say of a size or a place. */
export const MOST_BYTES = 0xffff_fffe;

/** Noon of the first day that an archive can tell, told without a zone and kept without one. */
export const FIXED_TIME = "1980-01-01T12:00:00";

/** The same as an archive writes it: time in the lower half, day in the upper. */
export const FIXED_DOS_TIME = 0x0021_6000;

export const MOST_FILES = 200;
