import type { ReviewPolicy } from "#schemas/review-policy";
import { foldAccount } from "./standing-opinions.js";

/** Gives the name of whoever a forge's account is, as policy says; otherwise the account. */
export function personBehind(account: string, names: ReviewPolicy["names"]): string {
  return Object.entries(names).find(([known]) => foldAccount(known) === foldAccount(account))?.[1] ?? account;
}
