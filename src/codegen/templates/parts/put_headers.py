# The names of all headers set above: what a redirect may bring along from one host to another.
SET_HERE = {name for headers in (HEADERS, *HEADERS_OF_HOST.values()) for name in headers}


def put_headers(headers, url):
    """Puts the headers for the host of a URL in the place of those for another."""
    for name in SET_HERE:
        headers.pop(name, None)
    headers.update(headers_for(url))
