// Where the driver page is: on the server, or in the package of the extension, where its address names the server.
const server = new URLSearchParams(location.search).get("origin");

/** The address of a path of the server. */
export const onServer = (path) => `${server ?? ""}${path}`;

/** The page under test. In a package a folder has no index of its own. */
export const PAGE = server === null ? "/" : "/index.html";
