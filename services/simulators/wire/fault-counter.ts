import type { WireFaults } from "./faults.js";

/** Counts how often each fault has struck, for those that strike a number of times only. */
export class FaultCounter {
  private readonly struck = new Map<string, number>();
  private requestsInSession = 0;

  /** True while the fault named has struck fewer than `times` times; counts this time. */
  strike(name: string, times = Number.POSITIVE_INFINITY): boolean {
    const before = this.struck.get(name) ?? 0;
    if (before >= times) return false;
    this.struck.set(name, before + 1);
    return true;
  }

  /** Whether the sessions end at this request. */
  sessionExpires(fault: WireFaults["expireSession"]): boolean {
    if (fault === undefined) return false;
    this.requestsInSession += 1;
    if (this.requestsInSession <= fault.afterRequests || !this.strike("session", fault.times ?? 1)) return false;
    this.requestsInSession = 0;
    return true;
  }
}
