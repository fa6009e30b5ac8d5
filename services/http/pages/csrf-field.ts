import { type Markup, markup } from "#services/reports/html/markup";

/** The field by which a form proves that it came from a page of ours; nothing where nobody is signed in. */
export function csrfField(csrf: string | undefined): Markup | null {
  return csrf === undefined ? null : markup`<input type="hidden" name="csrf" value="${csrf}" />`;
}
