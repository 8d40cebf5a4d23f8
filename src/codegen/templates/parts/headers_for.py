def headers_for(url):
    """The headers for the host of a URL, with its port where that is not the scheme's own."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2].lower()
    return HEADERS_OF_HOST.get(host.removesuffix(":443" if parts.scheme == "https" else ":80"), HEADERS)
