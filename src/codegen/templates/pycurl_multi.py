#@ head
#@ imports

import pycurl

#@ settings
#@if host_headers
MAX_REDIRECTS = 20
#@end


#@ common


#@if paced
next_starts = defaultdict(float)


def is_its_turn(host, now):
    """Keeps starts apart, and nobody waits meanwhile: whether one may be now, after which the next is later."""
    if now < max(next_starts[None], next_starts[host]):
        return False
#@if gap
    next_starts[None] = now + GAP
#@end
#@if spacing
    next_starts[host] = now + SPACING
#@end
    return True


#@end
#@ headers_for
class Transfer:
    """One link and all attempts of it."""

    def __init__(self, index, url):
        self.index, self.url, self.host = index, url, urlsplit(url).netloc
        self.method, self.attempts, self.retries, self.not_before = METHOD, 0, 0, 0.0


#@if any_headers
def header_line(name, value):
    """A header as libcurl takes it (`Name:` alone would take one away), in the encoding of browsers."""
    return (f"{name}: {value}" if value else f"{name};").encode("latin-1")


#@end
def start(multi, handle, transfer):
    """Hands one attempt to libcurl."""
    transfer.attempts += 1
#@if host_headers
    transfer.hops, transfer.spent = 0, 0.0
    send(multi, handle, transfer, transfer.url, transfer.method)


def send(multi, handle, transfer, url, method):
    """Makes one hop of an attempt; libcurl by itself would take the headers of one host along to the next."""
#@end
#@if not host_headers
    url, method = transfer.url, transfer.method
#@end
    transfer.size = 0
    handle.transfer = transfer

    def count_bytes(piece):
        transfer.size += len(piece)

    handle.reset()
    handle.setopt(pycurl.URL, url)
    handle.setopt(pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS)
#@if host_headers
    handle.setopt(pycurl.TIMEOUT_MS, max(1, int((TIMEOUT - transfer.spent) * 1000)))
#@end
#@if not host_headers
    handle.setopt(pycurl.FOLLOWLOCATION, True)
    handle.setopt(pycurl.MAXREDIRS, 20)
    handle.setopt(pycurl.TIMEOUT_MS, int(TIMEOUT * 1000))
#@end
    handle.setopt(pycurl.NOSIGNAL, True)
    handle.setopt(pycurl.ACCEPT_ENCODING, "")
    handle.setopt(pycurl.WRITEFUNCTION, count_bytes)
#@if headers
    handle.setopt(pycurl.HTTPHEADER, [header_line(*header) for header in HEADERS.items()])
#@end
#@if host_headers
    handle.setopt(pycurl.HTTPHEADER, [header_line(*header) for header in headers_for(url).items()])
#@end
    if method == "HEAD":
        handle.setopt(pycurl.NOBODY, True)
#@if body
    elif method != "GET":
        handle.setopt(pycurl.POSTFIELDS, BODY)
#@end
#@if not body
    elif method == "POST":
        handle.setopt(pycurl.POSTFIELDS, b"")
#@end
    if method not in ("GET", "HEAD", "POST"):  # a POST that is named would stay one where a redirect makes a GET of it
        handle.setopt(pycurl.CUSTOMREQUEST, method)
    multi.add_handle(handle)


#@if host_headers
def led_on(multi, handle, transfer, code):
    """Whether the answer is a redirect that is followed; as long as it is, the attempt is not over."""
    onward = None if code else handle.getinfo(pycurl.REDIRECT_URL)
    if not onward or transfer.hops == MAX_REDIRECTS:
        return False
    transfer.hops += 1
    transfer.spent += handle.getinfo(pycurl.TOTAL_TIME)
    status, method = handle.getinfo(pycurl.RESPONSE_CODE), handle.getinfo(pycurl.EFFECTIVE_METHOD)
    if (status == 303 and method != "HEAD") or (status in (301, 302) and method == "POST"):
        method = "GET"
    send(multi, handle, transfer, onward, method)
    return True


#@end


def row_of(handle, code, message):
    """What came of an attempt; `code` is 0 where libcurl found no fault."""
    transfer = handle.transfer
    status = handle.getinfo(pycurl.RESPONSE_CODE) or None
#@if host_headers
    hops, total = transfer.hops, transfer.spent + handle.getinfo(pycurl.TOTAL_TIME)
    if not code and handle.getinfo(pycurl.REDIRECT_URL):
        code, message = pycurl.E_TOO_MANY_REDIRECTS, f"Maximum ({MAX_REDIRECTS}) redirects followed"
#@end
#@if not host_headers
    hops, total = handle.getinfo(pycurl.REDIRECT_COUNT), handle.getinfo(pycurl.TOTAL_TIME)
#@end
    if code and status in range(300, 400):
        status = None  # where it leads on to was never reached
    redirected = None if status is None else hops > 0
    error = message if code else None
    content_type = handle.getinfo(pycurl.CONTENT_TYPE) or ""
    return {
        "tool": TOOL,
        "index": transfer.index,
        "url": transfer.url,
        "verdict": verdict(status, redirected, code == pycurl.E_OPERATION_TIMEDOUT, error),
        "status": status,
        "total_ms": round(total * 1000, 1),
        "bytes": None if error or transfer.method == "HEAD" else transfer.size,
        "type": content_type.partition(";")[0].strip().lower() or None,
        "attempts": transfer.attempts,
        "redirected": redirected,
        "final_url": handle.getinfo(pycurl.EFFECTIVE_URL) if redirected else None,
        "provenance": "clock",
        "error": error,
    }


def asked_again(transfer, row):
    """Whether the transfer goes back into the line."""
#@if falls_back
    if transfer.method == "HEAD" and (row["status"] in GET_AFTER_HEAD or row["verdict"] == NO_ANSWER):
        transfer.method = "GET"
        return True
#@end
    if transfer.retries < RETRIES and may_pass(row):
        transfer.retries += 1
        transfer.not_before = time.monotonic() + backoff(transfer.retries)
        return True
    return False


def main():
    multi = pycurl.CurlMulti()
    # libcurl keeps to both limits by itself; but what waits inside it is counted as time of the transfer.
    multi.setopt(pycurl.M_MAX_TOTAL_CONNECTIONS, CONCURRENCY)
    multi.setopt(pycurl.M_MAX_HOST_CONNECTIONS, PER_HOST)
    idle = [pycurl.Curl() for _ in range(CONCURRENCY)]
    in_flight = Counter()
    waiting = []  # read, but the host is full or the pause before a retry is not over; never more than CONCURRENCY
    jobs = (Transfer(*job) for job in enumerate(links(), 1))
    more = True
    while more or waiting or len(idle) < CONCURRENCY:
        while more and len(waiting) < CONCURRENCY:
            transfer = next(jobs, None)
            more = transfer is not None
            if more:
                waiting.append(transfer)
        now = time.monotonic()
        for transfer in list(waiting):
            if idle and transfer.not_before <= now and in_flight[transfer.host] < PER_HOST:
#@if paced
                if not is_its_turn(transfer.host, now):
                    continue
#@end
                waiting.remove(transfer)
                in_flight[transfer.host] += 1
                start(multi, idle.pop(), transfer)
        multi.perform()
        _, done, failed = multi.info_read()
        for handle, code, message in [(handle, 0, "") for handle in done] + failed:
            transfer = handle.transfer
#@if host_headers
            multi.remove_handle(handle)
            if led_on(multi, handle, transfer, code):
                continue
            row = row_of(handle, code, message)
#@end
#@if not host_headers
            row = row_of(handle, code, message)
            multi.remove_handle(handle)
#@end
            idle.append(handle)
            in_flight[transfer.host] -= 1
            if asked_again(transfer, row):
                waiting.append(transfer)
            else:
                show(row)
        if not (done or failed):
#@if gap
            until_next = next_starts[None] - time.monotonic()
            multi.select(until_next if 0 < until_next < 0.01 else 0.01)
#@end
#@if not gap
            multi.select(0.01)
#@end


if __name__ == "__main__":
    main()
