#@ head
#@ imports

import httpx

#@ settings
#@if latin_headers

# httpx takes text for ASCII alone; this is the encoding of browsers.
HEADERS = {name: value.encode("latin-1") for name, value in HEADERS.items()}
#@if host_headers
HEADERS_OF_HOST = {
    host: {name: value.encode("latin-1") for name, value in headers.items()} for host, headers in HEADERS_OF_HOST.items()
}
#@end
#@end


#@ common


#@ pace
# httpx knows no limit per host.
host_slots = defaultdict(lambda: asyncio.Semaphore(PER_HOST))


#@ headers_for
#@ put_headers
#@if host_headers
async def own_headers(request):
    """Runs before each hop; httpx itself takes the headers of one host along to where a redirect leads."""
    put_headers(request.headers, str(request.url))


#@end
async def send(client, method, url):
    """Makes one attempt and returns what came of it."""
    response = error = None
    size, timed_out = 0, False
    started = time.perf_counter()
    try:
        # httpx has a timeout for each step; this one is for all of them together.
        async with asyncio.timeout(TIMEOUT), client.stream(
            method,
            url,
#@if headers
            headers=HEADERS,
#@end
#@if body
            content=BODY,
#@end
        ) as response:
            async for piece in response.aiter_bytes(65536):
                size += len(piece)
    except TimeoutError as problem:
        error, timed_out = problem, True
    except Exception as problem:  # whatever it is, it is this link's: one that got out would cancel all the others
        error = problem
    total = time.perf_counter() - started
    status = None if response is None else response.status_code
    redirected = None if response is None else bool(response.history)
    content_type = "" if response is None else response.headers.get("Content-Type", "")
    return {
        "verdict": verdict(status, redirected, timed_out, error),
        "status": status,
        "total_ms": round(total * 1000, 1),
        "bytes": None if error or method == "HEAD" else size,
        "type": content_type.partition(";")[0].strip().lower() or None,
        "redirected": redirected,
        "final_url": str(response.url) if redirected else None,
        "provenance": "clock",
        "error": (str(error) or type(error).__name__) if error else None,
    }


#@ ask


async def main():
    limits = httpx.Limits(max_connections=CONCURRENCY, max_keepalive_connections=CONCURRENCY)
    slots = asyncio.Semaphore(CONCURRENCY)
#@if host_headers
    hooks = {"request": [own_headers]}
    client = httpx.AsyncClient(limits=limits, timeout=None, follow_redirects=True, event_hooks=hooks)
#@end
#@if not host_headers
    client = httpx.AsyncClient(limits=limits, timeout=None, follow_redirects=True)
#@end
    async with client, asyncio.TaskGroup() as tasks:
        for number, link in enumerate(links(), 1):
            await slots.acquire()
            task = tasks.create_task(ask(client, number, link))
            task.add_done_callback(lambda _: slots.release())


if __name__ == "__main__":
    asyncio.run(main())
