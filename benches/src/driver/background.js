// What the copy of the extension has behind its background script, and before this the address DRIVER_PAGE: shows the driver
// page in the browser's tab. No command line can: extensions are loaded after the first page.
chrome.runtime.onInstalled.addListener(async () => {
  const opened = new Promise((resolve) => chrome.tabs.onCreated.addListener(resolve));
  const [tab = await opened] = await chrome.tabs.query({});
  await chrome.tabs.update(tab.id, { url: DRIVER_PAGE });
});
