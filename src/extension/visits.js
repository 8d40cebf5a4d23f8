// Visits addresses in tabs of the browser, as the runner says: `[mark, url, isWatched]` opens one, `[mark]` closes it. What
// becomes of it is told as `watch.js` tells of a request. The background holds the tabs, and closes them when this page is gone.
const [api, MOST] = [globalThis.browser ?? globalThis.chrome, 4096];
const isFirefox = api.runtime.getBrowserInfo !== undefined;
const [URLS, REDIRECTS] = [["http://*/*", "https://*/*"], [301, 302, 303, 307, 308]];
// How long a tab has to be at rest, and how long one that is not watched may live should the runner be lost, in ms.
const [QUIET, LONGEST] = [2_000, 30_000];
// As the rules of `background.js` in Chromium; addresses are as the browser writes them.
const PRIVATE = new RegExp("^https?://(localhost|[^./:]+|[^/:]*\\.(localhost|local|internal|home\\.arpa)|\\[[^\\]]*\\]|"
  + "(0|10|127|169\\.254|192\\.168|172\\.(1[6-9]|2\\d|3[01])|100\\.(6[4-9]|[7-9]\\d|1[01]\\d|12[0-7]))\\.[\\d.]+)[:/]");
const visits = new Map();
let background;

// Where a redirect leads; nothing for any other answer.
function target({ statusCode, responseHeaders, url }) {
  const location = REDIRECTS.includes(statusCode) && responseHeaders?.find(({ name }) => name.toLowerCase() === "location");
  if (!location) return undefined;
  const text = location.value ?? new TextDecoder().decode(new Uint8Array(location.binaryValue ?? []));
  try { return new URL(text, url).href; } catch { return text; }
}

const ended = (why) => ["error", `Visit ended: ${why}`];

// Keeps the ways to the background; one that was put to sleep is woken by the next visit.
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

function begin(port, mark, url, isWatched) {
  const stops = [];
  const visit = { mark, url, isWatched, stops, tell: (...told) => port.postMessage([mark, ...told]) };
  visit.close = () => {
    if (!visits.delete(mark)) return;
    for (const stop of stops) stop();
    background?.postMessage({ close: mark });
  };
  visit.end = (why) => { if (visits.has(mark)) visit.tell(...ended(why)); visit.close(); };
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
  const listen = (event, take, ...filter) => {
    event.addListener(take, ...filter);
    stops.push(() => event.removeListener(take));
  };
  let [answered, quiet, request] = [false];
  const rest = () => {
    clearTimeout(quiet);
    quiet = setTimeout(() => tell("quiet"), QUIET);
  };
  stops.push(() => clearTimeout(quiet));
  const on = {
    onBeforeRequest({ requestId }) {
      clearTimeout(quiet);
      // A redirect goes on with the request that it is of.
      if (requestId === request) return;
      [request, answered] = [requestId, false];
      tell("request");
    },
    onBeforeRedirect({ statusCode, url: from, redirectUrl, fromCache }) {
      tell("hop", statusCode, from.slice(0, MOST), redirectUrl.slice(0, MOST), fromCache);
      refuse(redirectUrl);
    },
    onHeadersReceived(details) {
      const to = target(details);
      if (to === undefined) {
        answered = true;
        // Firefox passes text without a status line off as a 200.
        if (details.statusLine?.startsWith("HTTP/0.9")) tell("no-status-line");
        if (details.ip) tell("address", details.ip);
        tell("status", details.statusCode);
        return { cancel: isFirefox && !isWatched };
      }
      if (!refuse(to)) return {};
      if (!/^https?:/i.test(to)) tell("hop", details.statusCode, details.url.slice(0, MOST), to.slice(0, MOST), false);
      return { cancel: isFirefox };
    },
    onErrorOccurred({ error }) {
      // A page that goes on to another is broken off; so is what was cut off after its headers.
      const isBrokenOff = isWatched && /ABORTED/.test(error);
      if (!answered && !isBrokenOff) tell("error", error);
    },
    onCompleted: rest,
  };
  // Closes what leads to where nobody was asked about; returns whether it did.
  function refuse(to) {
    const why = !/^https?:/i.test(to) ? "it leads to another scheme" : PRIVATE.test(to) ? "it leads to a private address" : "";
    if (!why) return false;
    // Told after the hop, whose kind of error counts.
    setTimeout(() => visit.end(why));
    if (!isWatched) api.tabs.remove(tabId).catch(() => {});
    return true;
  }
  const filter = { urls: URLS, types: ["main_frame"], tabId };
  for (const name in on) {
    const extra = name === "onHeadersReceived" ? [["responseHeaders", ...(isFirefox ? ["blocking"] : [])]] : [];
    if (name !== "onCompleted" || isWatched) listen(api.webRequest[name], on[name], filter, ...extra);
  }
  listen(api.tabs.onRemoved, (id) => { if (id === tabId) visit.end("the tab was closed"); });
  let hasLeft = false;
  listen(api.tabs.onUpdated, (id, { status }, tab) => {
    // Of an answer by the site's own service worker nothing else is told.
    if (id !== tabId || !/^https?:/.test(tab.url ?? "") || status !== "complete" || !hasLeft) return;
    if (!answered) visit.end("the site's own service worker answered");
  });
  try {
    await api.tabs.update(tabId, { url, muted: !isWatched });
    hasLeft = true;
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
