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
//@if gap
    list: {
      executor: "constant-arrival-rate",
      rate: RATE,
      timeUnit: RATE_WINDOW,
      preAllocatedVUs: VUS,
      duration: `${Math.ceil((list.length * GAP_MS) / 1000)}s`,
      gracefulStop: "1h",
    },
//@end
//@if not gap
    list: {
      executor: "shared-iterations",
      vus: VUS,
      iterations: Math.max(list.length, VUS),
      maxDuration: "24h",
    },
//@end
  },
  userAgent: "k6",
};

/** Makes one attempt and returns what came of it. */
function send(method, url) {
  const answer = http.request(method, url, BODY, {
//@if headers
    headers: HEADERS,
//@end
//@if host_headers
    headers: HEADERS_OF_HOST.get(url.split("/")[2]) ?? HEADERS,
//@end
    timeout: TIMEOUT_MS,
    redirects: 20,
    responseType: "binary",
    tags: { name: url.split("/")[2] }, // one line of the summary for each host, not for each link
  });
  const status = answer.status || null;
  const redirected = status === null ? null : answer.url !== url;
  const attempt = { status, redirected, timedOut: answer.error_code === 1050, error: answer.error };
  // k6 says "0" where the answer broke off, too.
  return {
    verdict: verdict(attempt),
    status,
    total_ms: Math.round((answer.timings.duration + answer.timings.blocked + answer.timings.connecting) * 10) / 10,
    wait_ms: status === null ? null : Math.round(answer.timings.waiting * 10) / 10,
    download_ms: status === null ? null : Math.round(answer.timings.receiving * 10) / 10,
    bytes: answer.error || method === "HEAD" ? null : answer.body.byteLength,
    type: answer.headers["Content-Type"]?.split(";")[0].trim().toLowerCase() || null,
    redirected,
    final_url: redirected ? answer.url : null,
    provenance: "clock",
    error: answer.error || null,
  };
}

export default function () {
  const number = exec.scenario.iterationInTest;
  if (number >= list.length) return;
  const url = list[number];
  let method = METHOD;
  let retries = 0;
  for (let attempts = 1; ; attempts += 1) {
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
