import type { Request, Response } from "express";
import { renderHtmlError } from "./html-errors.js";
import { renderXml, type XmlElement } from "./xml.js";

/** Sends a text to whoever accepts one. */
export function sendText(request: Request, response: Response, text: string): void {
  if (!request.accepts("text/plain")) response.status(406).end();
  else response.status(200).set("Content-Type", "text/plain").end(text);
}

export function sendXml(response: Response, code: number, element: XmlElement): void {
  const body = renderXml(element);
  response.status(code).set({ "Content-Type": "application/xml", "Content-Length": String(Buffer.byteLength(body)) });
  response.end(body);
}

/** Sends the error page of the engine's servlet container. */
export function sendHtml(response: Response, code: number, request: Request): void {
  const body = renderHtmlError(code, request.path);
  response.status(code).set({ "Content-Type": "text/html;charset=iso-8859-1", "Content-Length": String(body.length) });
  response.end(body);
}
