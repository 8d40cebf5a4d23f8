// Opens the page in a tab: by the toolbar button, which goes to the tab where it is open already, and by the menu and the key
// that check the links of a page. The tab that this was pressed in is named to the page, which reads it by itself.
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
