/** A cookie that browsers send to this host alone, that no script reads, and that no other site's request brings along. */
export interface OwnCookie {
  readonly name: string;
  /** `undefined` where none came, or several did: of two nobody knows which is ours. */
  read(header: string | undefined): string | undefined;
  write(value: string, maxAgeSeconds?: number): string;
  clear(): string;
}

/**
 * Names a cookie. Over TLS its name begins with `__Host-`, so that browsers let no other host of the domain set it; plain HTTP on this machine alone
 * cannot have that.
 */
export function ownCookie(name: string, { isSecure }: { readonly isSecure: boolean }): OwnCookie {
  const full = isSecure ? `__Host-${name}` : name;
  const rules = `Path=/; HttpOnly; SameSite=Lax${isSecure ? "; Secure" : ""}`;
  return {
    name: full,
    read(header) {
      const values = (header ?? "").split(";").flatMap((pair) => {
        const [key = "", ...value] = pair.split("=");
        return key.trim() === full ? [value.join("=").trim()] : [];
      });
      return values.length === 1 && values[0] !== "" ? values[0] : undefined;
    },
    write: (value, maxAgeSeconds) =>
      `${full}=${value}; ${rules}${maxAgeSeconds === undefined ? "" : `; Max-Age=${maxAgeSeconds}`}`,
    clear: () => `${full}=; ${rules}; Max-Age=0`,
  };
}
