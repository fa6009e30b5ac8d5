import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import type { Request, Response } from "express";
import type { FaultCounter } from "./fault-counter.js";
import { hits, type WireFaults } from "./faults.js";

/** One request with where it is answered. */
export interface Exchange {
  /** As faults name it. */
  readonly path: string;
  /** Anybody may ask for it without a login. */
  readonly isOpen?: boolean;
  readonly request: Request;
  readonly response: Response;
}

/** The form of what an engine says where something goes wrong. */
export interface FaultForms {
  /** The media type of the bytes that are not what was asked for. */
  readonly garbageType: string;
  sendStatus(code: number, exchange: Exchange): void;
}

/** Strikes with what was asked for before the engine sees the request; true when the request is dealt with. */
export async function strikeFaults(
  faults: WireFaults,
  counter: FaultCounter,
  exchange: Exchange,
  forms: FaultForms,
): Promise<boolean> {
  const { path, isOpen, request, response } = exchange;
  const strikes = (faultPath: string | undefined): boolean => hits(faultPath, path, isOpen);
  if (faults.slow && strikes(faults.slow.path)) await delay(faults.slow.ms);
  if (strikes(faults.hang)) {
    await once(response, "close");
  } else if (strikes(faults.resetConnection?.path) && counter.strike("reset", faults.resetConnection?.times)) {
    request.socket.destroy();
  } else if (faults.status && strikes(faults.status.path) && counter.strike("status", faults.status.times)) {
    forms.sendStatus(faults.status.code, exchange);
  } else if (strikes(faults.redirectToLogin)) {
    response.redirect(302, "https://access.hospital.test/login");
  } else if (strikes(faults.loginPage)) {
    response.status(200).type("text/html").send(LOGIN_PAGE);
  } else if (strikes(faults.garbage)) {
    response.status(200).set("Content-Type", forms.garbageType).end("\u0000\u0001 not what you asked for \u0002");
  } else {
    return false;
  }
  return true;
}

/** A login page such as an access gateway puts in front of an engine. */
const LOGIN_PAGE =
  "<!DOCTYPE html><html><head><title>Sign in</title></head><body><form method='post'><input name='user'></form></body></html>";
