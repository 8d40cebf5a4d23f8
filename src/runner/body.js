// Reads a body to its end or past the cap, counts it and drops it: one promise for wasm, nothing copied into it.
// Returns the bytes after decoding, or OVER_CAP, or CUT_SHORT when the connection or an abort broke it off.
const OVER_CAP = -1;
const CUT_SHORT = -2;

export async function measure(response, cap) {
  if (response.body === null) return 0;
  try {
    const reader = response.body.getReader();
    let length = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return length;
      length += value.byteLength;
      if (length > cap) return OVER_CAP;
    }
  } catch {
    return CUT_SHORT;
  }
}
