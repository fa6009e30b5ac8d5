/** Quotes an argument for a POSIX shell: within single quotes nothing is read but their end. */
export function quoteForShell(argument: string): string {
  return /^[A-Za-z0-9_/.:=@%+,-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}
