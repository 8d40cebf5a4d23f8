// The comparison: what a good JS page without any UI would do. A run's clock starts with its first fetch and ends with
// its last body.

const OPTIONS = {
  mode: "cors",
  cache: "no-store",
  credentials: "omit",
  redirect: "follow",
  referrerPolicy: "no-referrer",
};

/** The targets in words: one pattern `{ before, from, to, after }`. */
const spell = ({ before, from, to, after }) =>
  Array.from({ length: to - from + 1 }, (_, at) => `${before}${from + at}${after}`);

/** `inFlight` loops that take the next target until there is none. */
async function drain(count, inFlight, one) {
  let next = 0;
  const loop = async () => {
    while (next < count) await one(next++);
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: inFlight }, loop));
  return performance.now() - started;
}

/** Gathers what Volley gathers: an abort signal, a clocked row and a timing entry for each request, the body counted. */
export async function full(pattern, inFlight) {
  const urls = spell(pattern);
  const entries = new Map();
  const rows = [];
  let lost = 0;
  const take = (list) => {
    for (const entry of list.getEntries()) {
      const at = entry.name.lastIndexOf("#p.");
      if (at < 0) continue;
      entries.set(Number(entry.name.slice(at + 3)), {
        fetch: entry.fetchStart,
        dns: entry.domainLookupEnd - entry.domainLookupStart,
        connect: entry.connectEnd - entry.connectStart,
        tls: entry.secureConnectionStart,
        sent: entry.requestStart,
        first: entry.finalResponseHeadersStart || entry.responseStart,
        last: entry.responseEnd,
        protocol: entry.nextHopProtocol,
      });
    }
    performance.clearResourceTimings();
  };
  const observer = new PerformanceObserver(take);
  observer.observe({ type: "resource" });
  const ms = await drain(urls.length, inFlight, async (at) => {
    const controller = new AbortController();
    const started = performance.now();
    try {
      const response = await fetch(`${urls[at]}#p.${at}`, { ...OPTIONS, signal: controller.signal });
      const { status, redirected } = response;
      const type = response.headers.get("content-type");
      const bytes = (await response.arrayBuffer()).byteLength;
      rows.push({ at, controller, status, redirected, type, bytes, started, ended: performance.now() });
    } catch {
      lost += 1;
    }
  });
  // The last entries come up to 100 ms after their bodies.
  await new Promise((resolve) => setTimeout(resolve, 200));
  observer.disconnect();
  return { ms, answered: rows.length, lost, entries: entries.size };
}

/** As little as fetches at all. */
export async function barest(pattern, inFlight) {
  const urls = spell(pattern);
  let lost = 0;
  const ms = await drain(urls.length, inFlight, async (at) => {
    try {
      await (await fetch(urls[at], OPTIONS)).arrayBuffer();
    } catch {
      lost += 1;
    }
  });
  return { ms, answered: urls.length - lost, lost };
}

/** Everything at once, as `Promise.all` tempts one to. */
export async function all(pattern) {
  const urls = spell(pattern);
  return barest(pattern, urls.length);
}
