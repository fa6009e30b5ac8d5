import type { FaultCounter } from "../wire/fault-counter.js";
import type { MirthFaults } from "./faults.js";

/** The engine's state now, 0 where it runs; asking for the status is what makes time pass for a fault with `times`. */
export function engineStatus(faults: MirthFaults, counter: FaultCounter, asks: boolean): number {
  const fault = faults.engineStatus;
  if (fault === undefined) return 0;
  if (asks) return counter.strike("starting", fault.times) ? fault.status : 0;
  return fault.times === undefined ? fault.status : 0;
}
