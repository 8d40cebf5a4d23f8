// Whether the extension may see all sites. Nothing is asked at install; the user gives and takes it at any time, in the
// page or in the browser's own settings.
const api = globalThis.browser ?? globalThis.chrome;
const ALL_SITES = { origins: ["http://*/*", "https://*/*"] };

export const hasAccess = () => api.permissions.contains(ALL_SITES);

// To be called in a click's own task: browsers show their question to no one else.
export const requestAccess = () => api.permissions.request(ALL_SITES);

export function onAccessChange(changed) {
  api.permissions.onAdded.addListener(() => changed());
  api.permissions.onRemoved.addListener(() => changed());
}
