/** Says whether what stands right before a number tells that it is none of a patient: a telephone's, a time, an order, part of an identifier. */
export function isLabelledOtherwise(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - REACH), at);
  if (DIALLED.test(before)) return true;
  const [, label = ""] = LABEL.exec(before) ?? [];
  return OTHER.test(label) && !OURS.test(label);
}

const REACH = 40;
const DIALLED = /(?:\+|\b00)\d{1,3}[ .-]{0,2}(?:\(0\)[ .-]{0,2})?$/;
/** The word, and what joins it to the number. */
const LABEL =
  /([A-Za-z][\w.-]{0,30}(?: (?:no|num|number|id|ref|code)\.?)?)\\{0,3}["']?\s{0,3}(?:[:=#>(,]|is|at|on|\s){0,3}\s{0,3}\\{0,3}["']?$/i;
const OTHER =
  /order|message|msg|channel|port|time|stamp|phone|tel|fax|mobile|call|dial|account|event|transaction|batch|request|correlation|control|session|invoice|version|revision|build|serial|asset|device|gtin|barcode|snomed|concept|sct|epoch|millis|since|until|modified|created|updated|bytes|size|offset|seq|checksum|crc|chg|ticket|incident|ref|ods|oid|licen[cs]e|seen|expir|date|when\b/i;
const OURS = /nhs|patient|chi|h&c|hcn|mrn/i;
