// Opens the page in a tab when the toolbar button is pressed; goes to the tab where it is open already.
const api = globalThis.browser ?? globalThis.chrome;
const page = api.runtime.getURL("index.html");

api.action.onClicked.addListener(async () => {
  // Not `tabs.query`: by URL it takes the permission to read those of all tabs. Firefox lists a page only once that has used
  // an API of the browser; before, another tab is opened.
  const open = await api.runtime.getContexts({ contextTypes: ["TAB"] });
  const tab = open.find((context) => context.documentUrl?.startsWith(page));
  if (!tab) return api.tabs.create({ url: page });
  await api.tabs.update(tab.tabId, { active: true });
  return api.windows?.update(tab.windowId, { focused: true });
});
