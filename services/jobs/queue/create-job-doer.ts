import type { JobRequest } from "#schemas/job-request";
import { LockstepError } from "#services/core/errors";
import type { JobAtWork } from "#services/ports/job-queue";
import type { Logger } from "#services/ports/logger";
import { type Asking, coalesce } from "./coalesce.js";

type Asked<Job extends JobRequest["job"]> = Extract<JobRequest, { job: Job }>;

/** What a job can ask for. Each looks at the world anew, so that doing it twice does no harm. */
export interface JobUseCases {
  check(asked: Asked<"check">, signal: AbortSignal): Promise<void>;
  checkOccasion(asked: Asked<"check-occasion">, atWork: JobAtWork): Promise<void>;
  beginSchedule(asked: Asked<"begin-schedule">, atWork: JobAtWork): Promise<void>;
  keepReviews(asked: Asked<"keep-reviews">, atWork: JobAtWork): Promise<void>;
  settleReviews(asked: Asked<"settle-reviews">, signal: AbortSignal): Promise<void>;
  readTickets(asked: Asked<"read-tickets">, signal: AbortSignal): Promise<void>;
  sendNotices(asked: Asked<"send-notices">, signal: AbortSignal): Promise<void>;
  nightlyDigest(asked: Asked<"nightly-digest">, signal: AbortSignal): Promise<void>;
  makeEvidence(asked: Asked<"make-evidence">, atWork: JobAtWork): Promise<void>;
}

/**
 * Makes what does the jobs of a queue. What is asked for many times at once is done together; checks and reviews take turns, since
 * both write to the forge. Each end is one line of the log. What failed is thrown on: whether it is tried again, the queue
 * knows by its code.
 */
export function createJobDoer(useCases: JobUseCases, { logger, now = () => new Date() }: JobDoerOptions) {
  const inTurn = turns();
  const check = coalesce<Asked<"check">>({
    run: (asked, signal) => inTurn(() => useCases.check(asked, signal)),
    merge: mergeEngines,
    covers: (done, asked) => isWithin(asked.engineIds, done.engineIds),
    now,
  });
  const settle = coalesce<Asked<"settle-reviews">>({
    run: (asked, signal) => inTurn(() => useCases.settleReviews(asked, signal)),
    merge: (before, after) => ({ ...after, number: before.number === after.number ? after.number : null }),
    covers: (done, asked) => done.number === null || done.number === asked.number,
    now,
  });
  const notify = coalesce<Asked<"send-notices">>({
    run: (asked, signal) => useCases.sendNotices(asked, signal),
    merge: mergeEngines,
    covers: (done, asked) => isWithin(asked.engineIds, done.engineIds),
    now,
  });
  const readers = new Map<string, typeof read>();
  function read(asking: Asking<Asked<"read-tickets">>): Promise<void> {
    const { ticketSystem } = asking.asked;
    const reader = readers.get(ticketSystem) ?? coalesce<Asked<"read-tickets">>({ ...READING, run: readTickets, now });
    readers.set(ticketSystem, reader);
    return reader(asking);
  }
  function readTickets(asked: Asked<"read-tickets">, signal: AbortSignal): Promise<void> {
    return useCases.readTickets(asked, signal);
  }

  function start(atWork: JobAtWork): Promise<void> {
    const { request, signal, askedAt } = atWork;
    switch (request.job) {
      case "check":
        return check({ asked: request, signal, askedAt });
      // Writes nothing to the forge, so that several are done at once.
      case "check-occasion":
        return useCases.checkOccasion(request, atWork);
      case "begin-schedule":
        return inTurn(() => useCases.beginSchedule(request, atWork));
      case "keep-reviews":
        return inTurn(() => useCases.keepReviews(request, atWork));
      case "settle-reviews":
        return settle({ asked: request, signal, askedAt });
      case "read-tickets":
        return read({ asked: request, signal, askedAt });
      case "send-notices":
        return notify({ asked: request, signal, askedAt });
      case "nightly-digest":
        return useCases.nightlyDigest(request, signal);
      case "make-evidence":
        return useCases.makeEvidence(request, atWork);
    }
  }

  return async (atWork: JobAtWork): Promise<void> => {
    const { id, attempt, request } = atWork;
    const facts = { id, attempt, job: request.job, because: request.because };
    try {
      await start(atWork);
      logger.info("job done", facts);
    } catch (error) {
      const isToCome = error instanceof LockstepError && error.retryable;
      if (isToCome) logger.warn("job not done yet", { ...facts, error });
      else logger.error("job failed", { ...facts, error });
      throw error;
    }
  };
}

export interface JobDoerOptions {
  readonly logger: Logger;
  /** The clock by which the queue says when a job was asked for. Default: this machine's. */
  readonly now?: () => Date;
}

/** None: every engine. */
function mergeEngines<Of extends Asked<"check"> | Asked<"send-notices">>(before: Of, after: Of): Of {
  const isAll = before.engineIds.length === 0 || after.engineIds.length === 0;
  return { ...after, engineIds: isAll ? [] : [...new Set([...before.engineIds, ...after.engineIds])] };
}

/** None is every one. */
function isWithin(asked: readonly string[], done: readonly string[]): boolean {
  return done.length === 0 || (asked.length > 0 && asked.every((each) => done.includes(each)));
}

const MAX_NUMBERS = 100;

/** None: whatever was edited. */
function mergeNumbers(before: Asked<"read-tickets">, after: Asked<"read-tickets">): Asked<"read-tickets"> {
  const isAll = before.numbers.length === 0 || after.numbers.length === 0;
  const numbers = [...new Set([...before.numbers, ...after.numbers])];
  return { ...after, numbers: isAll || numbers.length > MAX_NUMBERS ? [] : numbers };
}

const READING = {
  merge: mergeNumbers,
  // What was edited is read by a question of its own, which names nobody.
  covers: (done: Asked<"read-tickets">, asked: Asked<"read-tickets">): boolean =>
    done.numbers.length === 0 ? asked.numbers.length === 0 : isWithin(asked.numbers, done.numbers),
};

function turns(): (work: () => Promise<void>) => Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work, work);
    last = mine;
    return mine;
  };
}
