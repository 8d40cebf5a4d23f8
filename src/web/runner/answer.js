// Reads an answer to its end: one promise and one string, since a crossing into wasm costs as much as a small request. Lines:
// the bytes of the body after decoding, or "over cap", or "cut short" when the connection or an abort broke it off; the URL, if
// it was redirected; the Content-Type; "name:value" for each of `names`. The last two only if any header is to be seen.
// The body is counted and dropped piece by piece, and not read at all with a negative `cap`. With `isHeld` every piece is kept
// to the end, as a caller that wants the whole body would, and what is kept is counted.
let held = 0, most = 0;
export const mostHeld = () => most;
export const forgetHeld = () => { most = held; };
// Firefox (seen in 153, in its own log): a stream of HTTP/2 that is broken off while the browser still holds bytes of it
// that the page has not read sends its network thread into an endless loop, and nothing is fetched any more. Only a server
// that is faster than the page brings that about, so one nearby: there it is read on until it pauses, or 64 MiB.
export const hangs = () => /\bGecko\/\d/.test(globalThis.navigator?.userAgent);
async function readOn(reader) {
  for (let read = 0; read < 67_108_864; ) {
    const piece = await Promise.race([reader.read(), new Promise((resolve) => setTimeout(resolve, 50))]);
    if (piece === undefined || piece.done) return;
    read += piece.value.byteLength;
  }
}
async function measure(reader, cap, readsOn, isHeld, pieces = [], length = 0) {
  try {
    while (length <= cap) {
      const { done, value } = await reader.read();
      if (done) return length;
      length += value.byteLength;
      most = Math.max(most, held + value.byteLength);
      if (isHeld) { pieces.push(value); held += value.byteLength; }
    }
    if (readsOn) await readOn(reader);
  } catch { if (length <= cap) return "cut short"; } finally { if (isHeld) held -= length; }
  return "over cap";
}
export async function read(response, names, cap, readsOn, isHeld) {
  const { headers, body } = response;
  const length = body === null || cap < 0 ? 0 : await measure(body.getReader(), cap, readsOn, isHeld);
  const type = headers.get("content-type");
  const seen = type === null && headers.keys().next().done ? "" : `\n${type ?? ""}`;
  const hints = names.filter((name) => headers.has(name)).map((name) => `\n${name}:${headers.get(name)}`);
  return `${length}\n${response.redirected ? response.url : ""}${seen}${hints.join("")}`;
}
