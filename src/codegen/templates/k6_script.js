//@ head
import http from "k6/http";
import exec from "k6/execution";
import { sleep } from "k6";
import { SharedArray } from "k6/data";

//@ settings

//@ links

//@ row

// One copy for all virtual users.
const list = new SharedArray("links", () => Array.from(links()));

export const options = {
  scenarios: {
    // Each link once, whoever is free takes the next.
    list: {
      executor: "shared-iterations",
      vus: VUS,
      iterations: Math.max(list.length, VUS),
      maxDuration: "24h",
    },
  },
//@if per_second
  // All users together keep to it by waiting. An executor with an arrival rate would drop links while all users are busy.
  rps: RATE,
//@end
  userAgent: "k6",
};

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const MAX_REDIRECTS = 20;

/** Milliseconds that a hop took; k6 counts connecting and TLS in what it calls blocked. */
const spentOn = (timings) => timings.blocked + timings.duration;

//@if host_headers
/** The host of a URL, with its port where that is not the scheme's own. */
function hostOf(url) {
  const [scheme, , authority] = url.split(/[/?#]/, 3);
  const host = authority.split("@").pop().toLowerCase();
  return host.replace(scheme.toLowerCase() === "https:" ? /:443$/ : /:80$/, "");
}

/** Where a redirect leads on to: k6 has no URL of its own. */
function resolve(base, location) {
  const [, scheme, authority, path] = /^([^:]*:)(\/\/[^/?#]*)([^?#]*)/.exec(base);
  if (/^[a-z][a-z0-9+.-]*:/i.test(location)) return location;
  if (location.startsWith("//")) return scheme + location;
  if (location.startsWith("/")) return scheme + authority + location;
  if (/^[?#]|^$/.test(location)) return scheme + authority + path + location;
  return `${scheme}${authority}${path.replace(/[^/]*$/, "") || "/"}${location}`;
}

/** Makes one attempt, redirects hop by hop: k6 itself takes the headers of one host along to the next. */
function request(method, url) {
  let body = BODY;
  let spent = 0;
  for (let hops = 0; ; hops += 1) {
    const answer = http.request(method, url, body, {
      headers: HEADERS_OF_HOST.get(hostOf(url)) ?? HEADERS,
      timeout: Math.max(1, TIMEOUT_MS - spent),
      redirects: 0,
      responseType: "binary",
      tags: { name: hostOf(url) }, // one line of the summary for each host, not for each link
    });
    spent += spentOn(answer.timings);
    const location = REDIRECTS.has(answer.status) && answer.headers["Location"];
    if (!location || hops === MAX_REDIRECTS) return { answer, redirected: hops > 0, spent };
    url = resolve(url, location);
    if ((answer.status === 303 && method !== "HEAD") || (answer.status < 303 && method === "POST")) {
      method = "GET";
      body = null;
    }
  }
}
//@end
//@if not host_headers
/** Makes one attempt. */
function request(method, url) {
  const answer = http.request(method, url, BODY, {
//@if headers
    headers: HEADERS,
//@end
    timeout: TIMEOUT_MS,
    redirects: MAX_REDIRECTS,
    responseType: "binary",
    tags: { name: url.split("/")[2] }, // one line of the summary for each host, not for each link
  });
  return { answer, redirected: answer.url !== url, spent: spentOn(answer.timings) };
}
//@end

/** What came of an attempt that k6 did not make: it throws at what it cannot read as a URL. */
const none = (problem) => ({ answer: { status: 0, headers: {}, timings: {}, error: String(problem) }, spent: 0 });

/** Makes one attempt and returns what came of it. */
function send(method, url) {
  let made;
  try {
    made = request(method, url);
  } catch (problem) {
    made = none(problem);
  }
  const { answer, spent } = made;
  // k6 returns a redirect that it does not follow as if that were the answer.
  const isLost = REDIRECTS.has(answer.status) && "Location" in answer.headers;
  const error = answer.error || (isLost ? "a redirect that was not followed to its end" : null);
  const status = isLost ? null : answer.status || null;
  const redirected = status === null ? null : made.redirected;
  // k6 says "0" where the answer broke off, too.
  return {
    verdict: verdict({ status, redirected, timedOut: answer.error_code === 1050, error }),
    status,
    total_ms: Math.round(spent * 10) / 10,
    wait_ms: status === null ? null : Math.round(answer.timings.waiting * 10) / 10,
    download_ms: status === null ? null : Math.round(answer.timings.receiving * 10) / 10,
    bytes: error || method === "HEAD" ? null : answer.body.byteLength,
    type: (status !== null && answer.headers["Content-Type"]?.split(";")[0].trim().toLowerCase()) || null,
    redirected,
    final_url: redirected ? answer.url : null,
    provenance: "clock",
    error,
  };
}
//@if slow_rate

let nextStart = 0;

/** Keeps starts apart: there is one user alone. */
function waitForTurn() {
  sleep(Math.max(0, nextStart - Date.now()) / 1000);
  nextStart = Date.now() + GAP_MS;
}
//@end

export default function () {
  const number = exec.scenario.iterationInTest;
  if (number >= list.length) return;
  const url = list[number];
  let method = METHOD;
  let retries = 0;
  for (let attempts = 1; ; attempts += 1) {
//@if slow_rate
    waitForTurn();
//@end
    const row = send(method, url);
//@if falls_back
    if (method === "HEAD" && (GET_AFTER_HEAD.has(row.status) || row.verdict === NO_ANSWER)) {
      method = "GET";
      continue;
    }
//@end
    if (retries < RETRIES && mayPass(row)) {
      retries += 1;
      sleep(backoffMs(retries) / 1000);
      continue;
    }
    const ended_ms = Math.round(Date.now() - exec.scenario.startTime);
    console.log(JSON.stringify({ tool: TOOL, index: number + 1, url, ...row, attempts, ended_ms }));
    return;
  }
}

/** The totals as k6 counts them, for Volley's Compare and for CI. */
export function handleSummary(summary) {
  return { "k6_summary.json": JSON.stringify(summary, null, 2) };
}
