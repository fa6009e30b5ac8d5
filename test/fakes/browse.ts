/** A browser as far as signing in needs one: it keeps the cookies of each host and follows where it is sent. */
export interface Browser {
  /** Asks, and follows redirects as far as they lead to an address that `until` does not hold for. */
  go(address: string, init?: RequestInit, until?: (address: string) => boolean): Promise<Visited>;
  /** The cookies that would be sent to an address, as one header. */
  cookiesFor(address: string): string;
  setCookie(address: string, name: string, value: string): void;
}

export interface Visited {
  /** Where it ended; with `until`, where it was not gone any more. */
  readonly address: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

const MAX_REDIRECTS = 15;

export function openBrowser(): Browser {
  const jars = new Map<string, Map<string, string>>();
  const jarOf = (address: string): Map<string, string> => {
    const { host } = new URL(address);
    const jar = jars.get(host) ?? new Map<string, string>();
    jars.set(host, jar);
    return jar;
  };
  const cookiesFor = (address: string): string =>
    [...jarOf(address)].map(([name, value]) => `${name}=${value}`).join("; ");

  function keep(address: string, headers: Headers): void {
    for (const cookie of headers.getSetCookie()) {
      const [pair = "", ...attributes] = cookie.split(";");
      const [name = "", ...value] = pair.split("=");
      const isGone = attributes.some((attribute) => /^\s*(max-age=0|expires=Thu, 01 Jan 1970)/i.test(attribute));
      if (isGone) jarOf(address).delete(name.trim());
      else jarOf(address).set(name.trim(), value.join("="));
    }
  }

  async function go(address: string, init: RequestInit = {}, until: (to: string) => boolean = () => false) {
    let at = address;
    let asking = init;
    for (let hops = 0; hops < MAX_REDIRECTS; hops += 1) {
      const headers = { ...Object.fromEntries(new Headers(asking.headers)), cookie: cookiesFor(at) };
      const answer = await fetch(at, { ...asking, headers, redirect: "manual" });
      keep(at, answer.headers);
      const text = await answer.text();
      const to = answer.headers.get("location");
      if (to === null) return { address: at, status: answer.status, headers: answer.headers, text };
      at = new URL(to, at).href;
      if (until(at)) return { address: at, status: answer.status, headers: answer.headers, text };
      asking = {};
    }
    throw new Error("the redirects do not end");
  }
  return { go, cookiesFor, setCookie: (address, name, value) => void jarOf(address).set(name, value) };
}
