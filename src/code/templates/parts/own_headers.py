# The names of all headers set above: what a redirect may bring along from one host to another.
SET_HERE = {name for headers in (HEADERS, *HEADERS_OF_HOST.values()) for name in headers}


def headers_for(url):
    """The headers for the host of a URL, with its port where that is not the scheme's own."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2].lower()
    return HEADERS_OF_HOST.get(host.removesuffix(":443" if parts.scheme == "https" else ":80"), HEADERS)


def put_headers(headers, url):
    """Puts the headers for the host of a URL in the place of those for another."""
    for name in SET_HERE:
        headers.pop(name, None)
    headers.update(headers_for(url))
