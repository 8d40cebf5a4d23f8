#@ head
#@ imports

import pycurl

#@ settings


#@ links


#@ again


#@ verdict


#@ show


#@ pace
class Transfer:
    """One link and all attempts of it."""

    def __init__(self, index, url):
        self.index, self.url, self.host = index, url, urlsplit(url).netloc
        self.method, self.attempts, self.retries, self.not_before = METHOD, 0, 0, 0.0


def start(multi, handle, transfer):
    """Hands one attempt to libcurl."""
    transfer.attempts += 1
    transfer.size = 0
    handle.transfer = transfer

    def count_bytes(piece):
        transfer.size += len(piece)

    handle.reset()
    handle.setopt(pycurl.URL, transfer.url)
    handle.setopt(pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS)
    handle.setopt(pycurl.FOLLOWLOCATION, True)
    handle.setopt(pycurl.MAXREDIRS, 20)
    handle.setopt(pycurl.TIMEOUT_MS, int(TIMEOUT * 1000))
    handle.setopt(pycurl.NOSIGNAL, True)
    handle.setopt(pycurl.ACCEPT_ENCODING, "")
    handle.setopt(pycurl.WRITEFUNCTION, count_bytes)
#@if headers
    handle.setopt(pycurl.HTTPHEADER, [f"{name}: {value}" for name, value in HEADERS.items()])
#@end
#@if host_headers
    own = HEADERS_OF_HOST.get(transfer.host, HEADERS)
    handle.setopt(pycurl.HTTPHEADER, [f"{name}: {value}" for name, value in own.items()])
#@end
    if transfer.method == "HEAD":
        handle.setopt(pycurl.NOBODY, True)
    elif transfer.method != "GET":
#@if body
        handle.setopt(pycurl.POSTFIELDS, BODY)
#@end
        handle.setopt(pycurl.CUSTOMREQUEST, transfer.method)
    multi.add_handle(handle)


def row_of(handle, code, message):
    """What came of an attempt; `code` is 0 where libcurl found no fault."""
    transfer = handle.transfer
    status = handle.getinfo(pycurl.RESPONSE_CODE) or None
    redirected = None if status is None else handle.getinfo(pycurl.REDIRECT_COUNT) > 0
    error = message if code else None
    content_type = handle.getinfo(pycurl.CONTENT_TYPE) or ""
    return {
        "tool": TOOL,
        "index": transfer.index,
        "url": transfer.url,
        "verdict": verdict(status, redirected, code == pycurl.E_OPERATION_TIMEDOUT, error),
        "status": status,
        "total_ms": round(handle.getinfo(pycurl.TOTAL_TIME) * 1000, 1),
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
                waiting.remove(transfer)
#@if paced
                wait_for_turn(transfer.host)
#@end
                in_flight[transfer.host] += 1
                start(multi, idle.pop(), transfer)
        multi.perform()
        _, done, failed = multi.info_read()
        for handle, code, message in [(handle, 0, "") for handle in done] + failed:
            row = row_of(handle, code, message)
            multi.remove_handle(handle)
            idle.append(handle)
            transfer = handle.transfer
            in_flight[transfer.host] -= 1
            if asked_again(transfer, row):
                waiting.append(transfer)
            else:
                show(row)
        if not (done or failed):
            multi.select(0.01)


if __name__ == "__main__":
    main()
