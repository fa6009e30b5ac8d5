/** Waits until somebody asks to stop; where nobody can, it does not wait. */
export async function untilStopped(stop: AbortSignal | undefined): Promise<void> {
  if (stop === undefined || stop.aborted) return;
  await new Promise<void>((resolve) => stop.addEventListener("abort", () => resolve(), { once: true }));
}
