import type { Request } from "express";
import type { ProfiledChange, ProfiledState } from "./profiled-state.js";

/** What is answered; `link` is the query of the next page. */
export interface ProfiledAnswer {
  readonly body: unknown;
  readonly link?: string;
}

/** How one make answers. */
export interface ProfiledMake {
  isSignedIn(request: Request, secret: string): boolean;
  /** `undefined`: there is no such thing (404). `lookUp` gives the change that a question for one is answered with. */
  answer(
    request: Request,
    state: ProfiledState,
    lookUp: (digits: number) => ProfiledChange | undefined,
  ): ProfiledAnswer | undefined;
}

export function queryOf(request: Request): URLSearchParams {
  return new URLSearchParams(request.url.split("?")[1] ?? "");
}

/** Part of a list, from an entry on, and whether more follow. */
export function slice<T>(
  all: readonly T[],
  from: number,
  size: number,
): { readonly page: readonly T[]; readonly isMore: boolean } {
  return { page: all.slice(from, from + size), isMore: from + size < all.length };
}
