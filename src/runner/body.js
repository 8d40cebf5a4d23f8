// Reads a body to its end or past the cap, counts it and drops it: one promise for wasm, nothing copied into it.
// Returns the bytes after decoding, or OVER_CAP, or CUT_SHORT when the connection or an abort broke it off.
// With `hold` every piece is kept to the end, as who wants the whole body does. What is in our hands is counted.
const OVER_CAP = -1;
const CUT_SHORT = -2;
// Firefox (153, by its own log): to break off a stream of HTTP/2 of which it still holds bytes sends its network thread into
// an endless loop. Only a server faster than the page brings that about, one nearby: that is read on until it pauses.
const HANGS = /\bGecko\/\d/.test(globalThis.navigator?.userAgent);
const PAUSE_MS = 50;
const MOST_READ_ON = 67_108_864;
let held = 0;
let most = 0;

export const mostHeld = () => most;
export const forgetHeld = () => { most = held; };

async function readOn(reader) {
  for (let read = 0; read < MOST_READ_ON; ) {
    const pause = new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    const piece = await Promise.race([reader.read(), pause]);
    if (piece === undefined || piece.done) return;
    read += piece.value.byteLength;
  }
}

export async function measure(response, cap, hold, isNearby) {
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
      if (!hold) continue;
      pieces.push(value);
      held += value.byteLength;
    }
    if (HANGS && isNearby) await readOn(reader);
  } catch {
    if (length <= cap) return CUT_SHORT;
  } finally {
    if (hold) held -= length;
  }
  return OVER_CAP;
}
