import type { RowsOfPack } from "../rows-of-pack.js";
import { countOf, ofThem, sum, type ToldSignals, tell } from "./counting.js";

/** Tells what was looked at, and how engines stood at the end of each day. */
export function daySignals({ coverage, readiness }: RowsOfPack): ToldSignals {
  const expected = sum(coverage.map((row) => row.expected));
  const whole = sum(coverage.map((row) => row.whole));
  const due = sum(coverage.map((row) => row.due));
  const missed = sum(coverage.map((row) => row.missed));
  const ready = countOf(readiness, ({ atEnd }) => atEnd === "ready");
  const others = readiness.length - ready;
  return {
    "scan-coverage": tell(
      whole,
      `Read whole: ${ofThem(whole, expected, "look")} at a node; done when due: ${ofThem(due - missed, due, "check")}.`,
    ),
    "scan-gaps": tell(
      expected - whole + missed,
      `Not read whole: ${ofThem(expected - whole, expected, "look")} at a node; due and without a record: ${ofThem(missed, due, "check")}.`,
    ),
    "days-in-lockstep": tell(ready, `Ready at the day's end: ${ofThem(ready, readiness.length, "engine day")}.`),
    "days-not-ready": tell(
      others,
      `Not ready at the day's end, or not known to be: ${ofThem(others, readiness.length, "engine day")}.`,
    ),
  };
}
