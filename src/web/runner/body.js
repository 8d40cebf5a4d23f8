// Reads a body to its end or past the cap, counts it and drops it: one promise for wasm, nothing copied into it.
// Returns the bytes after decoding, or OVER_CAP, or CUT_SHORT when the connection or an abort broke it off.
// With `isHeld` every piece is kept to the end, as who wants the whole body does. What is in our hands is counted.
const OVER_CAP = -1;
const CUT_SHORT = -2;
// Firefox (seen in 153, in its own log): a stream of HTTP/2 that is broken off while the browser still holds bytes of it
// that the page has not read sends its network thread into an endless loop, and nothing is fetched any more. Only a server
// that is faster than the page brings that about, so one nearby: there it is read on until it pauses.
const HANGS = /\bGecko\/\d/.test(globalThis.navigator?.userAgent);
const PAUSE_MS = 50;
const MOST_READ_ON = 67_108_864;

const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE_MS));

async function readOn(reader) {
  for (let read = 0; read < MOST_READ_ON; ) {
    const piece = await Promise.race([reader.read(), pause()]);
    if (piece === undefined || piece.done) return;
    read += piece.value.byteLength;
  }
}

let held = 0;
let most = 0;

export const mostHeld = () => most;
export const forgetHeld = () => { most = held; };

export async function measure(response, cap, isNearby, isHeld) {
  if (response.body === null) return 0;
  const pieces = [];
  let length = 0;
  try {
    const reader = response.body.getReader();
    while (length <= cap) {
      const { done, value } = await reader.read();
      if (done) return length;
      length += value.byteLength;
      most = Math.max(most, held + value.byteLength);
      if (!isHeld) continue;
      pieces.push(value);
      held += value.byteLength;
    }
    if (HANGS && isNearby) await readOn(reader);
  } catch {
    if (length <= cap) return CUT_SHORT;
  } finally {
    if (isHeld) held -= length;
  }
  return OVER_CAP;
}
