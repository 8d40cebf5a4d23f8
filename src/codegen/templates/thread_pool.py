#@ head
#@ imports

import requests

#@ settings
WINDOW = 10_000  # links handed to the pool together: a future for each of millions would fill the memory


#@ common


#@ pace
#@ host_slots


#@ headers_for
#@ put_headers
#@ host_session
#@ ask


own = threading.local()


def ask_from_thread(index, url):
    """Asks by the session of this thread: requests does not promise that threads may share one."""
    if not hasattr(own, "session"):
#@if host_headers
        own.session = HostSession()
#@end
#@if not host_headers
        own.session = requests.Session()
#@end
    return ask(own.session, index, url)


if __name__ == "__main__":
    jobs = enumerate(links(), 1)
    with ThreadPoolExecutor(max_workers=CONCURRENCY) as pool:
        while futures := [pool.submit(ask_from_thread, *job) for job in islice(jobs, WINDOW)]:
            for future in as_completed(futures):
                show(future.result())
