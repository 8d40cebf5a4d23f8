// Reads a body to its end or past the cap, counts it and drops it: one promise for wasm, nothing copied into it.
// Returns the bytes after decoding, or OVER_CAP, or CUT_SHORT when the connection or an abort broke it off.
// With `hold` every piece is kept to the end, as who wants the whole body does. What is in our hands is counted.
const OVER_CAP = -1;
const CUT_SHORT = -2;
let held = 0;
let most = 0;

export const mostHeld = () => most;
export const forgetHeld = () => { most = held; };

export async function measure(response, cap, hold) {
  if (response.body === null) return 0;
  const pieces = [];
  let kept = 0;
  try {
    const reader = response.body.getReader();
    let length = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return length;
      length += value.byteLength;
      most = Math.max(most, held + value.byteLength);
      if (hold) {
        pieces.push(value);
        kept += value.byteLength;
        held += value.byteLength;
      }
      if (length > cap) return OVER_CAP;
    }
  } catch {
    return CUT_SHORT;
  } finally {
    held -= kept;
  }
}
