#@ head
#@ imports

import requests

#@ settings


#@ common


#@ pace
#@ host_slots


#@ headers_for
#@ put_headers
#@ host_session
#@ ask


jobs = queue.Queue(maxsize=2 * CONCURRENCY)  # bounded: a list of millions is never all in it
printing = threading.Lock()


def work():
    """Takes links from the queue until it holds the end."""
#@if host_headers
    with HostSession() as session:
#@end
#@if not host_headers
    with requests.Session() as session:
#@end
        for job in iter(jobs.get, None):
            row = ask(session, *job)
            with printing:
                show(row)


if __name__ == "__main__":
    workers = [threading.Thread(target=work) for _ in range(CONCURRENCY)]
    for worker in workers:
        worker.start()
    for job in enumerate(links(), 1):
        jobs.put(job)
    for _ in workers:
        jobs.put(None)
    for worker in workers:
        worker.join()
