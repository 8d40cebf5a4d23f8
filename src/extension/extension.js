// What the page asks the browser for when it is an extension's: boot.js loads it there, and nowhere else.
export { hasAccess, onAccessChange, requestAccess } from "./access.js";
export { addressOf, onOffer, readTab, tabToRead } from "./page.js";
export { serve } from "./visits.js";
export { watch } from "./watch.js";
