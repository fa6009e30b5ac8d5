/** What is signed of a payload in a DSSE envelope (protocol DSSEv1): its type and its bytes, each with its length in bytes before it. */
export function preAuthenticationEncoding(payloadType: string, payload: string | Uint8Array): Uint8Array {
  const body = typeof payload === "string" ? Buffer.from(payload) : payload;
  return Buffer.concat([
    Buffer.from(`DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${body.byteLength} `),
    body,
  ]);
}
