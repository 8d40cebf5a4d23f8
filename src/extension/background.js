// Opens the page in a tab: by the toolbar button, which goes to the tab where it is open already, and by the menu and the key
// that check the links of a page. The tab that this was pressed in is named to the page, which reads it by itself. And holds the
// tabs of visits, which are closed when their page is gone.
import { ENDINGS, PATTERNS } from "./private.js";

const api = globalThis.browser ?? globalThis.chrome;
const [page, CHECK] = [api.runtime.getURL("index.html"), "check-page"];

// Browsers keep the menu of an extension whose background ends; phones have none.
api.runtime.onInstalled.addListener(() => {
  const item = { id: CHECK, title: "Check the links of this page", contexts: ["page", "action"] };
  api.contextMenus?.removeAll(() => api.contextMenus.create(item));
});

const check = (tab) => api.tabs.create({ url: `${page}?from=${tab.id}`, index: tab.index + 1, openerTabId: tab.id });
api.contextMenus?.onClicked.addListener((_, tab) => tab && check(tab));
api.commands?.onCommand.addListener((name, tab) => name === CHECK && tab && check(tab));

api.action.onClicked.addListener(async ({ id, url }) => {
  // Not `tabs.query`: by URL it takes the permission to read those of all tabs. Firefox lists a page only once that has used
  // an API of the browser; before, another tab is opened.
  const open = await api.runtime.getContexts({ contextTypes: ["TAB"] });
  const tab = open.find((context) => context.documentUrl?.startsWith(page));
  const isPage = !url?.startsWith(page);
  if (!tab) return api.tabs.create({ url: isPage ? `${page}?offer=${id}` : page });
  await api.tabs.update(tab.tabId, { active: true });
  if (isPage) await api.runtime.sendMessage({ offer: id }).catch(() => {});
  return api.windows?.update(tab.windowId, { focused: true });
});

// What a visit's tab may not do. Chromium: no observer can stop a request there, so that its rules do: every answer but a
// redirect is cut off after its headers, unless the user watches, and none leads to another scheme or a private address.
// Firefox: `visits.js` stops them itself, and has rules of another kind. A trailing dot and a user name are allowed for.
const PRIVATE = [
  { requestDomains: ENDINGS },
  ...PATTERNS.map((host) => ({ regexFilter: `^https?://([^/@]*@)?${host}\\.?[:/]` })),
];
const rules = (tabId, isWatched, firstId) => {
  const conditions = [
    ...PRIVATE,
    // `*` and `?` stand for any text and any character: a relative address with a colon is not followed either.
    { responseHeaders: [{ header: "location", values: ["*:*"], excludedValues: ["http:*", "https:*", "/*"] }] },
    ...(isWatched ? [] : CUT_OFF),
  ];
  return conditions.map((condition, at) => ({
    id: firstId + at,
    action: { type: "block" },
    condition: { ...condition, tabIds: [tabId], resourceTypes: ["main_frame"] },
  }));
};
// What is no redirect has no Location, but for a few; of those, none is a download.
const CUT_OFF = [{ excludedResponseHeaders: [{ header: "location" }] }, { responseHeaders: [{ header: "content-disposition" }] }];
const isFirefox = api.runtime.getBrowserInfo !== undefined;

// Rules that are there when this begins are of visits whose holder was ended, with their tabs.
api.declarativeNetRequest?.getSessionRules?.().then((left) => {
  const tabs = left.filter(({ condition }) => condition.excludedResponseHeaders).flatMap(({ condition }) => condition.tabIds);
  for (const tab of tabs) api.tabs.remove(tab).catch(() => {});
  if (left.length) api.declarativeNetRequest.updateSessionRules({ removeRuleIds: left.map(({ id }) => id) });
}).catch(() => {});

// One page's visits: `{ open, isWatched }` opens an empty tab and guards it, `{ close, keeps }` ends that; a tab that the user
// watches is kept where it has an answer to show.
api.runtime.onConnect.addListener((port) => {
  if (port.name !== "visits") return;
  const held = new Map();
  let isGone = false;
  const drop = async (visit, keeps) => {
    const { tabId, isWatched, ids } = held.get(visit) ?? {};
    held.delete(visit);
    if (tabId !== undefined && !(isWatched && keeps)) await api.tabs.remove(tabId).catch(() => {});
    if (ids?.length) await api.declarativeNetRequest.updateSessionRules({ removeRuleIds: ids }).catch(() => {});
  };
  port.onMessage.addListener(async ({ open: visit, close, isWatched, keeps }) => {
    if (visit === undefined) return drop(close, keeps);
    try {
      const { id: tabId } = await api.tabs.create({ url: "about:blank", active: isWatched });
      const addRules = isFirefox ? [] : rules(tabId, isWatched, 1 + 10 * Math.floor(Math.random() * 200_000_000));
      held.set(visit, { tabId, isWatched, ids: addRules.map((rule) => rule.id) });
      if (addRules.length) await api.declarativeNetRequest.updateSessionRules({ addRules });
      if (isGone) await drop(visit);
      else port.postMessage({ visit, tabId });
    } catch (error) {
      await drop(visit);
      if (!isGone) port.postMessage({ visit, error: error.message });
    }
  });
  port.onDisconnect.addListener(() => {
    isGone = true;
    for (const visit of [...held.keys()]) drop(visit, true);
  });
});
