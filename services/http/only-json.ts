import type { RequestHandler } from "express";
import { sendProblem } from "./send-problem.js";

/** Lets only JSON through as it is: what is packed could be any size once it is unpacked. */
export const onlyJson: RequestHandler = (request, response, next) => {
  const [type, ...others] = request.headersDistinct["content-type"] ?? [];
  const isJson = others.length === 0 && /^application\/json(?:\s*;|\s*$)/i.test(type ?? "");
  const encodings = request.headersDistinct["content-encoding"] ?? [];
  if (isJson && encodings.every((encoding) => encoding.toLowerCase() === "identity")) return next();
  return sendProblem(response, 415);
};
