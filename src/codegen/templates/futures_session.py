#@ head
#@ imports

import requests
from requests.adapters import HTTPAdapter
from requests_futures.sessions import FuturesSession
from urllib3.util.retry import Retry

#@ settings
WINDOW = 10_000  # futures that are open together: one for each of millions would fill the memory


#@ links


#@ verdict


#@ show


#@ pace
#@ host_slots


#@ headers_for
#@ put_headers
#@ host_session
#@if host_headers
class TimedSession(HostSession):
#@end
#@if not host_headers
class TimedSession(requests.Session):
#@end
    """Waits for a place at the host before the clock starts."""

    def request(self, method, url, **options):
        host = urlsplit(url).netloc
        with host_slot(host):
#@if paced
            wait_for_turn(host)
#@end
            started = time.perf_counter()

            def in_time(*_, **__):
                """Called after each hop: the timeout of requests starts anew with each."""
                if time.perf_counter() - started > TIMEOUT:
                    raise requests.Timeout("the attempt took too long")

            try:
                response = super().request(method, url, hooks={"response": in_time}, **options)
                response.total = time.perf_counter() - started
                return response
            except Exception as error:
                error.total = time.perf_counter() - started
                raise


def submit(session, method, index, url):
    future = session.request(
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
    )
    future.job = method, index, url
    return future


def row_of(future):
    """The row of a future that is done."""
    method, index, url = future.job
    error = future.exception()
    response = None if error else future.result()
    total = (error or response).total if hasattr(error or response, "total") else None
    status = None if error else response.status_code
    redirected = None if error else bool(response.history)
    content_type = "" if error else response.headers.get("Content-Type", "")
    # What urllib3 tried before; requests keeps it beside the last answer.
    tried = 0 if error or not response.raw.retries else len(response.raw.retries.history)
    return {
        "tool": TOOL,
        "index": index,
        "url": url,
        "verdict": verdict(status, redirected, isinstance(error, requests.Timeout), error),
        "status": status,
        "total_ms": None if total is None else round(total * 1000, 1),
        "bytes": None if error or method == "HEAD" else len(response.content),
        "type": content_type.partition(";")[0].strip().lower() or None,
        "attempts": tried + 1,
        "redirected": redirected,
        "final_url": response.url if redirected else None,
        "provenance": "clock",
        "error": str(error) if error else None,
    }


if __name__ == "__main__":
    # Statuses are retried by urllib3. A timeout is not: it cannot tell one from a connection that broke.
    retry = Retry(
        total=RETRIES,
        connect=0,
        read=0,
        redirect=False,
        status_forcelist=RETRY_ON,
        allowed_methods=None,
        backoff_factor=0.25,
        backoff_max=30,
        backoff_jitter=0.5,
        raise_on_status=False,
        respect_retry_after_header=False,  # it may ask for hours, and a thread and its place would wait them out
    )
    timed = TimedSession()
    for scheme in ("http://", "https://"):
        timed.mount(scheme, HTTPAdapter(pool_connections=HOSTS, pool_maxsize=PER_HOST, max_retries=retry))
    jobs = enumerate(links(), 1)
    with FuturesSession(executor=ThreadPoolExecutor(max_workers=CONCURRENCY), session=timed) as session:
        while futures := [submit(session, METHOD, *job) for job in islice(jobs, WINDOW)]:
#@if falls_back
            refused = []
            for future in as_completed(futures):
                row = row_of(future)
                if row["status"] in GET_AFTER_HEAD or row["verdict"] == NO_ANSWER:
                    refused.append(submit(session, "GET", row["index"], row["url"]))
                else:
                    show(row)
            for future in as_completed(refused):
                row = row_of(future)
                show({**row, "attempts": row["attempts"] + 1})
#@end
#@if not falls_back
            for future in as_completed(futures):
                show(row_of(future))
#@end
