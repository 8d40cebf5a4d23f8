def send(session, method, url):
    """Makes one attempt and returns what came of it."""
    response = error = None
    size = 0
    started = time.perf_counter()

    def in_time(*_, **__):
        """Called after each hop and each piece of the body: the timeout of requests starts anew with each."""
        if time.perf_counter() - started > TIMEOUT:
            raise requests.Timeout("the attempt took too long")

    try:
        with session.request(
            method,
            url,
#@if headers
            headers=HEADERS,
#@end
#@if host_headers
            headers=headers_for(url),
#@end
#@if body
            data=BODY,
#@end
            timeout=TIMEOUT,
            hooks={"response": in_time},
            stream=True,
        ) as response:
            for piece in response.iter_content(65536):
                size += len(piece)
                in_time()
    except Exception as problem:  # requests' own, and ValueError for a redirect to no URL: none may cost other links
        error = problem
    total = time.perf_counter() - started
    status = None if response is None else response.status_code
    redirected = None if response is None else bool(response.history)
    timed_out = error is not None and (isinstance(error, requests.Timeout) or total >= TIMEOUT)
    content_type = None if response is None else response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return {
        "verdict": verdict(status, redirected, timed_out, error),
        "status": status,
        "total_ms": round(total * 1000, 1),
        "bytes": None if error or method == "HEAD" else size,
        "type": content_type or None,
        "redirected": redirected,
        "final_url": response.url if redirected else None,
        "provenance": "clock",
        "error": str(error) if error else None,
    }


def ask(session, index, url):
    """Asks one URL, again where that may help, and returns its row."""
    method, retries = METHOD, 0
#@if host_slots
    host = urlsplit(url).netloc
#@end
    for attempt in count(1):
#@if host_slots
        with host_slot(host):
#@if paced
            wait_for_turn(host)
#@end
            row = send(session, method, url)
#@end
#@if not host_slots
#@if paced
        wait_for_turn(urlsplit(url).netloc)
#@end
        row = send(session, method, url)
#@end
#@if falls_back
        if method == "HEAD" and (row["status"] in GET_AFTER_HEAD or row["verdict"] == NO_ANSWER):
            method = "GET"
            continue
#@end
        if retries < RETRIES and may_pass(row):
            retries += 1
            time.sleep(backoff(retries))
            continue
        return {"tool": TOOL, "index": index, "url": url, **row, "attempts": attempt}
