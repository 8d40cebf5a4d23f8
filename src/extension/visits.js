// Visits addresses in tabs of the browser, as the runner says: `[mark, url, isWatched]` opens one, `[mark]` closes it. What
// becomes of it is told as `watch.js` tells of a request. The background holds the tabs, and closes them when this page is gone.
import { isPrivate } from "./private.js";

const [api, MOST] = [globalThis.browser ?? globalThis.chrome, 4096];
const isFirefox = api.runtime.getBrowserInfo !== undefined;
const [URLS, REDIRECTS] = [["http://*/*", "https://*/*"], [301, 302, 303, 307, 308]];
// How long a tab has to be at rest, how long one that is not watched may live should the runner be lost, and how long a browser
// takes to go back to http where its own try of https failed; in ms.
const [QUIET, LONGEST, FALLBACK] = [2_000, 30_000, 1_000];
const visits = new Map();
let background;

// Why nothing may lead to an address; empty where it may.
function objection(address) {
  if (!/^https?:/i.test(address)) return "it leads to another scheme";
  try {
    return isPrivate(new URL(address)) ? "it leads to a private address" : "";
  } catch { return "it leads to no address"; }
}

// Where a redirect leads; nothing for any other answer.
function target({ statusCode, responseHeaders, url }) {
  const location = REDIRECTS.includes(statusCode) && responseHeaders?.find(({ name }) => name.toLowerCase() === "location");
  if (!location) return undefined;
  const text = location.value ?? new TextDecoder().decode(new Uint8Array(location.binaryValue ?? []));
  try { return new URL(text, url).href; } catch { return text; }
}

// Keeps the way to the background; one that was put to sleep is woken by the next visit.
function connect() {
  if (background) return background;
  background = api.runtime.connect({ name: "visits" });
  background.onDisconnect.addListener(() => {
    background = undefined;
    for (const visit of [...visits.values()]) visit.end("the browser put the extension to sleep");
  });
  background.onMessage.addListener(({ visit, tabId, error }) => {
    const opened = visits.get(visit);
    if (error !== undefined) opened?.end(error);
    else if (opened) go(opened, tabId);
    else background?.postMessage({ close: visit });
  });
  return background;
}

// Without access nothing is told, and nothing can be stopped.
api.permissions.onRemoved.addListener(() => {
  for (const visit of [...visits.values()]) visit.end("access to all sites was taken back");
});

function begin(port, mark, url, isWatched) {
  const stops = [];
  const visit = { mark, url, isWatched, stops, answered: false, tell: (...told) => port.postMessage([mark, ...told]) };
  visit.close = () => {
    if (!visits.delete(mark)) return;
    for (const stop of stops) stop();
    const keeps = isWatched && visit.answered;
    if (background) background.postMessage({ close: mark, keeps });
    else if (visit.tabId !== undefined && !keeps) api.tabs.remove(visit.tabId).catch(() => {});
  };
  visit.end = (why) => {
    if (visits.has(mark)) visit.tell("error", `Visit ended: ${why}`);
    visit.close();
  };
  visits.set(mark, visit);
  if (!isWatched) {
    const timer = setTimeout(() => visit.end("it took too long"), LONGEST);
    stops.push(() => clearTimeout(timer));
  }
  // The background is put to sleep after half a minute without a word.
  const awake = setInterval(() => background?.postMessage({}), 20_000);
  stops.push(() => clearInterval(awake));
  connect().postMessage({ open: mark, isWatched });
}

async function go(visit, tabId) {
  const { stops, tell, isWatched, url } = visit;
  visit.tabId = tabId;
  const listen = (event, take, ...filter) => {
    event.addListener(take, ...filter);
    stops.push(() => event.removeListener(take));
  };
  let [isRefused, quiet, late, request] = [false];
  stops.push(() => [quiet, late].forEach(clearTimeout));
  // Ends what leads to where nobody was asked about; returns whether it did.
  const refuse = (to) => {
    const why = objection(to);
    if (!why) return false;
    isRefused = true;
    // After the hop, whose kind of error counts.
    setTimeout(() => visit.end(why));
    if (!isWatched) api.tabs.remove(tabId).catch(() => {});
    return true;
  };
  const on = {
    onBeforeRequest({ requestId, url: to }) {
      [quiet, late].forEach(clearTimeout);
      // A redirect goes on with the request that it is of.
      if (requestId !== request) {
        [request, visit.answered] = [requestId, false];
        tell("request");
      }
      return { cancel: isRefused || refuse(to) };
    },
    onBeforeRedirect({ statusCode, url: from, redirectUrl, fromCache }) {
      if (isRefused) return;
      tell("hop", statusCode, from.slice(0, MOST), redirectUrl.slice(0, MOST), fromCache);
      refuse(redirectUrl);
    },
    onHeadersReceived(details) {
      const to = target(details);
      if (to !== undefined) {
        if (isRefused || !objection(to)) return { cancel: isRefused };
        tell("hop", details.statusCode, details.url.slice(0, MOST), to.slice(0, MOST), false);
        return { cancel: refuse(to) };
      }
      visit.answered = true;
      // Browsers pass text without a status line off as a 200.
      if (details.statusLine?.startsWith("HTTP/0.9")) tell("no-status-line");
      if (details.ip) tell("address", details.ip);
      tell("status", details.statusCode, details.url.slice(0, MOST));
      if (!isWatched) api.tabs.remove(tabId).catch(() => {});
      return { cancel: !isWatched };
    },
    onErrorOccurred({ error, url: at }) {
      // A page that goes on to another is broken off; so is what was cut off after its headers.
      if (visit.answered || isRefused || (isWatched && /ABORTED/.test(error))) return;
      const mayFallBack = url.startsWith("http:") && at.startsWith("https:");
      late = setTimeout(() => tell("error", error), mayFallBack ? FALLBACK : 0);
    },
    onCompleted() {
      clearTimeout(quiet);
      quiet = setTimeout(() => tell("quiet"), QUIET);
    },
  };
  const filter = { urls: URLS, types: ["main_frame"], tabId };
  const blocking = isFirefox ? ["blocking"] : [];
  const extras = { onBeforeRequest: blocking, onHeadersReceived: ["responseHeaders", ...blocking] };
  for (const name in on) {
    const extra = extras[name]?.length ? [extras[name]] : [];
    if (name !== "onCompleted" || isWatched) listen(api.webRequest[name], on[name], filter, ...extra);
  }
  listen(api.tabs.onRemoved, (id) => {
    if (id === tabId && !isRefused && (isWatched || !visit.answered)) visit.end("the tab was closed");
  });
  // Of an answer by the site's own service worker nothing else is told than that a page is there.
  listen(api.tabs.onUpdated, (id, { url: shown }) => {
    const isUntold = !visit.answered && !isRefused && late === undefined;
    if (id === tabId && /^https?:/.test(shown ?? "") && isUntold) visit.end("the site's own service worker answered");
  });
  try {
    await api.tabs.update(tabId, { url, muted: !isWatched });
  } catch (error) {
    visit.end(error.message);
  }
}

// Serves one runner by the page's end of the channel to it.
export function serve(port) {
  port.onmessage = ({ data: [mark, url, isWatched] }) => {
    if (url === undefined) visits.get(mark)?.close();
    else begin(port, mark, url, isWatched === true);
  };
}
