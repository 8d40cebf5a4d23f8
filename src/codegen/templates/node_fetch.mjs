//@ head
//@ imports

//@ settings

//@ links

//@ row

//@if paced
const nextStarts = new Map();

/** Keeps starts apart. */
async function waitForTurn(host) {
  const start = Math.max(performance.now(), nextStarts.get(null) ?? 0, nextStarts.get(host) ?? 0);
//@if gap
  nextStarts.set(null, start + GAP_MS);
//@end
//@if spacing
  nextStarts.set(host, start + SPACING_MS);
//@end
  await sleep(Math.ceil(start - performance.now()));
}

//@end
/** The places at one host: fetch itself knows no limit. */
class Slots {
  free = PER_HOST;
  waiting = [];

  async take() {
    if (this.free > 0) this.free -= 1;
    else await new Promise((resolve) => this.waiting.push(resolve));
  }

  give() {
    const next = this.waiting.shift();
    if (next) next();
    else this.free += 1;
  }
}

const hosts = new Map();

function slotsOf(host) {
  if (!hosts.has(host)) hosts.set(host, new Slots());
  return hosts.get(host);
}

//@if host_headers
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const MAX_REDIRECTS = 20;

/** Follows redirects hop by hop: fetch itself takes the headers of one host along to the next. */
async function follow(method, url, options) {
  for (let hops = 0; ; hops += 1) {
    const headers = HEADERS_OF_HOST.get(new URL(url).host) ?? HEADERS;
    const response = await fetch(url, { ...options, method, headers, redirect: "manual" });
    const location = REDIRECTS.has(response.status) ? response.headers.get("location") : null;
    if (location === null) return { response, redirected: hops > 0 };
    await response.body?.cancel();
    if (hops === MAX_REDIRECTS) throw new Error("redirect count exceeded");
    url = new URL(location, url).href;
    if ((response.status === 303 && method !== "HEAD") || (response.status < 303 && method === "POST")) {
      method = "GET";
      delete options.body;
    }
  }
}

//@end
/** Makes one attempt and returns what came of it. */
async function send(method, url) {
  let response = null;
  let redirected = null;
  let error = null;
  let bytes = 0;
  const started = performance.now();
  try {
    const options = {
//@if headers
      headers: HEADERS,
//@end
//@if body
      body: BODY,
//@end
      signal: AbortSignal.timeout(TIMEOUT_MS),
    };
//@if host_headers
    ({ response, redirected } = await follow(method, url, options));
//@end
//@if not host_headers
    response = await fetch(url, { method, ...options });
    redirected = response.redirected;
//@end
    for await (const piece of response.body ?? []) bytes += piece.length;
  } catch (problem) {
    error = problem;
  }
  const attempt = {
    status: response?.status ?? null,
    redirected,
    timedOut: error?.name === "TimeoutError",
    error,
  };
  return {
    verdict: verdict(attempt),
    status: attempt.status,
    total_ms: Math.round((performance.now() - started) * 10) / 10,
    bytes: error || method === "HEAD" ? null : bytes,
    type: response?.headers.get("content-type")?.split(";")[0].trim().toLowerCase() || null,
    redirected: attempt.redirected,
    final_url: attempt.redirected ? response.url : null,
    provenance: "clock",
    error: error && String(error.cause?.message || error.cause?.code || error.message),
  };
}

/** Asks one URL, again where that may help, and returns its row. */
async function ask(index, url) {
  let method = METHOD;
  let retries = 0;
  const host = new URL(url).host;
  for (let attempts = 1; ; attempts += 1) {
    const slots = slotsOf(host);
    await slots.take();
//@if paced
    await waitForTurn(host);
//@end
    const row = await send(method, url); // never throws: what went wrong is in the row
    slots.give();
//@if falls_back
    if (method === "HEAD" && (GET_AFTER_HEAD.has(row.status) || row.verdict === NO_ANSWER)) {
      method = "GET";
      continue;
    }
//@end
    if (retries < RETRIES && mayPass(row)) {
      retries += 1;
      await sleep(backoffMs(retries));
      continue;
    }
    return { tool: TOOL, index, url, ...row, attempts };
  }
}

let asked = 0;
const list = links();

/** Takes one URL after the other: all workers share the generator, so nobody holds the whole list. */
async function work() {
  for (const url of list) {
    asked += 1;
    const row = await ask(asked, url);
    row.ended_ms = Math.round(performance.now() * 10) / 10;
    console.log(JSON.stringify(row));
  }
}

await Promise.all(Array.from({ length: CONCURRENCY }, work));
