#@ head
#@ imports

import aiohttp
#@if uvloop
import uvloop
#@end
from yarl import URL

#@ settings
DNS_CACHE = 300         # seconds that a host's address is kept


#@ common


#@ pace
# The connector keeps to PER_HOST as well, but what waits in its own queue is counted as time of the request.
host_slots = defaultdict(lambda: asyncio.Semaphore(PER_HOST))


#@ headers_for
#@ put_headers
#@if host_headers
async def own_headers(request, handler):
    """Runs before each hop; aiohttp itself takes the headers of one host along to where a redirect leads."""
    put_headers(request.headers, str(request.url))
    return await handler(request)


#@end
async def send(session, method, url):
    """Makes one attempt and returns what came of it."""
    status = redirected = final_url = error = None
    size, content_type, timed_out = 0, "", False
    started = time.perf_counter()
    try:
        async with session.request(
            method,
            URL(url, encoded=True),
#@if headers
            headers=HEADERS,
#@end
#@if body
            data=BODY,
#@end
            allow_redirects=True,
            max_redirects=20,
        ) as response:
            status, redirected = response.status, bool(response.history)
            final_url, content_type = str(response.url), response.headers.get("Content-Type", "")
            async for piece in response.content.iter_chunked(65536):
                size += len(piece)
    except TimeoutError as problem:
        error, timed_out = problem or "timeout", True
    except Exception as problem:  # whatever it is, it is this link's: one that got out would cancel all the others
        error = problem
    total = time.perf_counter() - started
    return {
        "verdict": verdict(status, redirected, timed_out, error),
        "status": status,
        "total_ms": round(total * 1000, 1),
        "bytes": None if error or method == "HEAD" else size,
        "type": content_type.partition(";")[0].strip().lower() or None,
        "redirected": redirected,
        "final_url": final_url if redirected else None,
        "provenance": "clock",
        "error": (str(error) or type(error).__name__) if error else None,
    }


#@ ask


async def main():
    connector = aiohttp.TCPConnector(limit=CONCURRENCY, limit_per_host=PER_HOST, ttl_dns_cache=DNS_CACHE)
    timeout = aiohttp.ClientTimeout(total=TIMEOUT)
    slots = asyncio.Semaphore(CONCURRENCY)
#@if host_headers
    session = aiohttp.ClientSession(connector=connector, timeout=timeout, middlewares=(own_headers,))
#@end
#@if not host_headers
    session = aiohttp.ClientSession(connector=connector, timeout=timeout)
#@end
    async with session, asyncio.TaskGroup() as tasks:
        for number, link in enumerate(links(), 1):
            # A task comes to be when there is a slot for it, so a list of millions is never all in memory.
            await slots.acquire()
            task = tasks.create_task(ask(session, number, link))
            task.add_done_callback(lambda _: slots.release())


if __name__ == "__main__":
#@if uvloop
    uvloop.run(main())
#@end
#@if not uvloop
    asyncio.run(main())
#@end
