import type { Browser, Visited } from "./browse.js";

/** Goes where it is said, fills in the provider's form unless it knows the browser, and comes back to what `until` holds for (default: as far as it leads). */
export async function signInAtProvider(
  browser: Browser,
  {
    address,
    login,
    until,
  }: { readonly address: string; readonly login: string; readonly until?: (to: string) => boolean },
): Promise<Visited> {
  const form = await browser.go(address, {}, until);
  if (!form.address.includes("/interaction/")) return form;
  return await browser.go(
    form.address,
    {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ prompt: "login", login, password: "any" }).toString(),
    },
    until,
  );
}
