const MINUTE_MS = 60_000;

/** Lets so many through in any minute. */
export class Bucket {
  private readonly perMinute: number;
  private readonly now: () => Date;
  private taken: number[] = [];

  constructor(perMinute: number, now: () => Date) {
    this.perMinute = perMinute;
    this.now = now;
  }

  /** False when the minute's share is used up. */
  take(): boolean {
    const time = this.now().getTime();
    this.taken = this.taken.filter((each) => each > time - MINUTE_MS);
    if (this.taken.length >= this.perMinute) return false;
    this.taken.push(time);
    return true;
  }
}
