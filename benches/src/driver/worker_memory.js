
// Added by the bench to the entry of the workers: reports on demand how big the worker's memory of wasm is, which the
// browser's own count leaves out. wasm-bindgen's initialiser returns the instance that there is.
const instance = await (await import(file(".js"))).default();
const channel = new BroadcastChannel("worker memory");
channel.onmessage = ({ data }) => {
  if (data === "how big?") channel.postMessage({ name: query.get("bin"), bytes: instance.memory.buffer.byteLength });
};
