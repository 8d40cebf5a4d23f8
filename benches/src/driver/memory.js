// What the page and its workers hold, by the browser's own count.
import { nextFrame } from "./app.js";

const IDLE_FRAMES = 10;
const WORKERS = ["desk", "runner"];

/** Where a part of the memory is: the name of the worker's script, or the page. */
function place({ attribution, types }) {
  const [where] = attribution;
  if (!where) return `shared: ${types.join(" ") || "other"}`;
  const isWorker = where.scope === "DedicatedWorkerGlobalScope";
  return isWorker ? `worker ${where.url.split("/").pop()}` : `page: ${types.join(" ")}`;
}

/** Bytes of the workers' memories of wasm, by worker; they never shrink. */
function wasmOfWorkers() {
  const channel = new BroadcastChannel("worker memory");
  return new Promise((resolve) => {
    const sizes = {};
    channel.onmessage = ({ data }) => {
      if (data.name) sizes[data.name] = data.bytes;
      if (!WORKERS.every((name) => name in sizes)) return;
      channel.close();
      resolve(sizes);
    };
    channel.postMessage("how big?");
  });
}

/** Bytes in all and by place, each after a collection of garbage. */
async function memory() {
  if (!crossOriginIsolated) throw new Error("the page is not isolated, so it may not measure its memory");
  for (let frame = 0; frame < IDLE_FRAMES; frame += 1) await nextFrame();
  const { bytes, breakdown } = await performance.measureUserAgentSpecificMemory();
  const parts = {};
  for (const part of breakdown) {
    const name = place(part);
    parts[name] = (parts[name] ?? 0) + part.bytes;
  }
  return { bytes, parts, wasm: await wasmOfWorkers() };
}

export const orders = { memory };
