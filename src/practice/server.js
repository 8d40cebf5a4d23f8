// The practice server: a service worker that answers everything below its own folder, from this browser alone.
//
// The paths are those of the origin server in tests/support (its `paths.rs`), as far as a service worker can:
//
//   status/{n}              status n, 200 to 599
//   delay/{ms}              200 after ms; ?to={ms}&seed= uniform between the two; ?sigma=&seed= log-normal around ms
//   bytes/{n}               n zero bytes, up to 1 GiB
//   drip                    ?bytes= (100) zero bytes in pieces of ?step= (10), ?ms= (10) before each but the first
//   redirect/{n}            n hops down to todos/1
//   todos/{i}  json  headers  echo/{text}
//   busy                    429 with Retry-After ?after= (1) s; ?times=k&name= only the first k; ?rate=n all over n a second
//   flaky                   ?share= (0.2) of the requests, drawn by ?seed=, get ?status= (503)
//   capacity/{k}/{ms}       200 after ms; at most k at once, the rest wait in line, or get 503 with ?reject=1.
//                           Each path is a line of its own, whatever its query
//   never  stall  reset  truncated
//   counters                what this server has seen since it started, or since counters?clear=1
//
// Delays are drawn from the seed and what is asked for, so a list behaves alike in every run; failures also from how
// often it was asked for. What does not fit answers 400 with the reason, an unknown path 404 with this list's names.

const HOME = new URL("./", self.location.href);
const FILES = ["worker.js", "server.js"];
/** One for each build and each copy of the page on this origin. */
const CACHES = `volley-practice ${HOME.pathname} `;
const CACHE = CACHES + new URLSearchParams(self.location.search).get("v");
/** Browsers end an answer that takes longer, and the server with it. */
const MOST_MS = 240_000;
/** How long an answer that never comes is kept open for a client that does not say when it has gone. */
const FORGET_MS = 60_000;
const MOST_BYTES = 2 ** 30;
const MOST_KEYS = 1_000;
const MOST_TOLD = 100;

/** What a request asks for that cannot be. */
class Absurd extends Error {}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(forgetOtherBuilds()));

async function forgetOtherBuilds() {
  try {
    const old = (await caches.keys()).filter((name) => name.startsWith(CACHES) && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
  } catch {
    // Without storage nothing is kept, and nothing is to be forgotten.
  }
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  const path = url.href.startsWith(HOME.href) ? url.pathname.slice(HOME.pathname.length) : null;
  if (path !== null && !FILES.includes(path)) {
    event.respondWith(practise(event.request, path, url.searchParams));
    return;
  }
  counters.passed += 1;
  counters.lastPassed = [...counters.lastPassed, url.href].slice(-MOST_TOLD);
  const isScript = ["worker", "script", ""].includes(event.request.destination);
  if (url.origin === HOME.origin && event.request.method === "GET" && isScript) event.respondWith(ownFile(event));
});

/** A file of the page that its practice runner loads: kept, so that practice goes on without a network. */
async function ownFile(event) {
  try {
    const response = await fetch(event.request);
    if (response.ok) event.waitUntil(keep(event.request, response.clone()));
    return response;
  } catch (error) {
    const response = await kept(event.request);
    if (response) return response;
    throw error;
  }
}

async function keep(request, response) {
  try {
    await (await caches.open(CACHE)).put(request, response);
  } catch {
    // Blocked or full storage costs only the practice without a network.
  }
}

async function kept(request) {
  try {
    return await (await caches.open(CACHE)).match(request);
  } catch {
    return undefined;
  }
}

// ---- what has been seen -------------------------------------------------------------------------------------------

let counters = fresh();
/** Names of ?name= with how often each was asked; lines of capacity/; instants of busy?rate=. */
const keys = new Map();
const lines = new Map();
const rates = new Map();

function fresh() {
  return { requests: 0, answered: 0, inFlight: 0, peakInFlight: 0, passed: 0, lastPassed: [], statuses: {} };
}

async function practise(request, path, query) {
  if (path === "counters") return tellCounters(query);
  counters.requests += 1;
  counters.inFlight += 1;
  counters.peakInFlight = Math.max(counters.peakInFlight, counters.inFlight);
  try {
    const response = await answerOrSayWhyNot(path, query, request);
    counters.answered += 1;
    counters.statuses[response.status] = (counters.statuses[response.status] ?? 0) + 1;
    const isBare = request.method === "HEAD" && response.type !== "error";
    return isBare ? new Response(null, response) : response;
  } finally {
    counters.inFlight -= 1;
  }
}

async function answerOrSayWhyNot(path, query, request) {
  try {
    return await answer(path, query, request);
  } catch (error) {
    if (error instanceof Absurd) return text(400, error.message);
    throw error;
  }
}

function tellCounters(query) {
  if (query.has("clear")) {
    counters = { ...fresh(), inFlight: counters.inFlight };
    dropIdleLines();
    for (const map of [keys, rates]) map.clear();
  }
  const told = [...lines].map(([name, { places, peak, waited, peakWaiting, served, rejected }]) =>
    [name, { places, peak, waited, peakWaiting, served, rejected }]);
  return json({ ...counters, lines: Object.fromEntries(told) });
}

// ---- the paths ----------------------------------------------------------------------------------------------------

const PATHS = {
  status: ([n], query) => status(whole(n, "status", 200, 599)),
  delay: async ([ms], query, asked) => {
    await pause(drawn(whole(ms, "delay", 0, MOST_MS), query, asked));
    return status(200);
  },
  bytes: ([n]) => zeros(whole(n, "bytes", 0, MOST_BYTES)),
  drip: (_, query) => {
    const [bytes, step, ms] = [number(query, "bytes", 100, MOST_BYTES), number(query, "step", 10, MOST_BYTES), number(query, "ms", 10, MOST_MS)];
    if (step === 0) throw new Absurd("step: at least 1");
    return body(pieces(bytes, step, ms));
  },
  redirect: ([hops]) => {
    const left = whole(hops, "redirect", 0, 20);
    return left === 0 ? todo(1) : Response.redirect(new URL(left === 1 ? "todos/1" : `redirect/${left - 1}`, HOME), 302);
  },
  todos: ([id]) => todo(whole(id, "todos", 0, Number.MAX_SAFE_INTEGER)),
  json: () => json({ name: "volley", numbers: [1, 2.5, -3], nested: { yes: true, no: false, none: null, text: "naïve ☂" } }),
  headers: (_, query, asked, request) => json(Object.fromEntries(request.headers)),
  echo: ([words]) => text(200, decoded(words)),
  busy: (_, query) => {
    const after = number(query, "after", 1, 86_400 * 365);
    return isBusy(query) ? status(429, { "Retry-After": `${after}` }) : status(200);
  },
  flaky: (_, query, asked) => {
    const share = Number(query.get("share") ?? 0.2);
    if (!(share >= 0 && share <= 1)) throw new Absurd("share: a number from 0 to 1");
    return status(draw(query, `${asked} ${count(asked)}`) < share ? whole(query.get("status") ?? "503", "status", 200, 599) : 200);
  },
  capacity: ([places, ms], query, asked, request) => {
    const [most, work] = [whole(places, "capacity", 1, 10_000), whole(ms, "delay", 0, MOST_MS)];
    return inLine(`capacity/${places}/${ms}`, most, work, query.has("reject"), request.signal);
  },
  never: async (_, query, asked, request) => {
    await gone(request.signal);
    return Response.error();
  },
  stall: (_, query, asked, request) => body(async function* () {
    yield new Uint8Array(1);
    await gone(request.signal);
    throw new Error("nobody waits any more");
  }()),
  reset: () => Response.error(),
  truncated: () => body(async function* () { yield new Uint8Array(500); throw new Error("cut short"); }()),
};

/** How many segments follow each name; those not listed take none. */
const SEGMENTS = { status: 1, delay: 1, bytes: 1, redirect: 1, todos: 1, echo: 1, capacity: 2 };

function answer(path, query, request) {
  const [name, ...rest] = path.split("/");
  const known = Object.hasOwn(PATHS, name) && rest.length === (SEGMENTS[name] ?? 0);
  if (!known) return text(404, `The practice server knows: ${Object.keys(PATHS).join(", ")}.`);
  return PATHS[name](rest, query, path + new URL(request.url).search, request);
}

function isBusy(query) {
  const key = query.get("name") ?? "";
  if (query.has("rate")) {
    const rate = number(query, "rate", 1, 100_000);
    const now = performance.now();
    const recent = known(rates, key, () => []).filter((at) => now - at < 1000);
    rates.set(key, recent);
    if (recent.length >= rate) return true;
    recent.push(now);
    return false;
  }
  return !query.has("times") || count(`busy ${key}`) < number(query, "times", 0, MOST_BYTES);
}

async function inLine(name, places, ms, rejects, signal) {
  const line = known(lines, name, () => ({ places, busy: 0, peak: 0, waited: 0, peakWaiting: 0, served: 0, rejected: 0, waiting: [] }));
  if (line.busy >= line.places) {
    if (rejects) {
      line.rejected += 1;
      return status(503);
    }
    line.waited += 1;
    const served = await new Promise((go) => {
      line.waiting.push(go);
      line.peakWaiting = Math.max(line.peakWaiting, line.waiting.length);
      // Who has gone leaves the line, where the browser tells of it.
      signal.addEventListener("abort", () => {
        line.waiting = line.waiting.filter((other) => other !== go);
        go(false);
      });
    });
    if (!served) return Response.error();
  } else {
    line.busy += 1;
  }
  line.peak = Math.max(line.peak, line.busy);
  await pause(ms);
  line.served += 1;
  // The place goes to the one who waits longest, or is free.
  const next = line.waiting.shift();
  if (next) next(true);
  else line.busy -= 1;
  return status(200);
}

// ---- numbers, drawn and read --------------------------------------------------------------------------------------

function whole(word, name, least, most) {
  const value = /^\d{1,16}$/.test(word) ? Number(word) : NaN;
  if (!(value >= least && value <= most)) throw new Absurd(`${name}: a whole number from ${least} to ${most}`);
  return value;
}

function decoded(words) {
  try {
    return decodeURIComponent(words);
  } catch {
    throw new Absurd("echo: text whose percent signs are escapes");
  }
}

function number(query, name, otherwise, most) {
  return query.has(name) ? whole(query.get(name), name, 0, most) : otherwise;
}

function dropIdleLines() {
  for (const [name, line] of lines) if (line.busy === 0) lines.delete(name);
}

/** What a map holds under a key, made when it is new; a list of ever new keys is refused, not kept. */
function known(map, key, make) {
  if (!map.has(key)) {
    if (map.size >= MOST_KEYS) dropIdleLines();
    if (map.size >= MOST_KEYS) throw new Absurd(`at most ${MOST_KEYS} different lines or keys`);
    map.set(key, make());
  }
  return map.get(key);
}

function count(key) {
  const before = keys.get(key) ?? 0;
  if (keys.size > 100_000) keys.clear();
  keys.set(key, before + 1);
  return before;
}

/** A number from 0 up to 1 that the seed and the text decide: FNV-1a, then the finisher of MurmurHash3. */
function draw(query, words) {
  let hash = 0x811c9dc5;
  for (const letter of `${query.get("seed") ?? ""} ${words}`) hash = Math.imul(hash ^ letter.codePointAt(0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

function drawn(ms, query, asked) {
  if (query.has("to")) {
    const to = whole(query.get("to"), "to", ms, MOST_MS);
    return ms + draw(query, asked) * (to - ms);
  }
  if (!query.has("sigma")) return ms;
  const sigma = Number(query.get("sigma"));
  if (!(sigma >= 0 && sigma <= 3)) throw new Absurd("sigma: a number from 0 to 3");
  // Box and Muller's way to a normal number; the log-normal's median is ms.
  const [u, v] = [1 - draw(query, `u ${asked}`), draw(query, `v ${asked}`)];
  return Math.min(MOST_MS, ms * Math.exp(sigma * Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v)));
}

// ---- answers ------------------------------------------------------------------------------------------------------

/** Resolves when the client has gone, or after so long that it must have. */
function gone(signal) {
  return new Promise((go) => {
    signal.addEventListener("abort", go);
    setTimeout(go, FORGET_MS);
  });
}

function pause(ms) {
  return ms > 0 ? new Promise((go) => setTimeout(go, ms)) : undefined;
}

/** What is answered is never taken for anything else than it says it is: a path may hold anybody's text. */
function typed(content, type, code = 200, headers = {}) {
  return new Response(content, {
    status: code,
    headers: { "Content-Type": type, "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store", ...headers },
  });
}

function status(code, headers = {}) {
  const bare = [204, 205, 304].includes(code);
  return typed(bare ? null : `${code}\n`, "text/plain", code, headers);
}

function text(code, words) {
  return typed(`${words}\n`, "text/plain;charset=utf-8", code);
}

function json(value) {
  return typed(JSON.stringify(value), "application/json");
}

function todo(id) {
  return json({ userId: Math.floor(Math.max(0, id - 1) / 20) + 1, id, title: `todo ${id}`, completed: id % 3 === 0 });
}

function zeros(count) {
  return body(pieces(count, 65_536, 0));
}

async function* pieces(count, step, ms) {
  for (let sent = 0; sent < count; sent += step) {
    if (sent > 0) await pause(ms);
    yield new Uint8Array(Math.min(step, count - sent));
  }
}

/** An answer whose body is pulled as it is read. */
function body(source) {
  const stream = new ReadableStream({
    async pull(controller) {
      try {
        const { value, done } = await source.next();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (error) {
        controller.error(error);
      }
    },
    cancel: () => void source.return?.(),
  });
  return typed(stream, "application/octet-stream");
}
