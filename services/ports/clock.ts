/** The time, as one of the things we need from the world. */
export interface Clock {
  now(): Date;
}
