#@ head
#@ imports

import requests

#@ settings
PROCESSES = min(CONCURRENCY, 4 * (os.cpu_count() or 1))  # each takes some 30 MB and asks one link at a time


#@ common


#@ headers_for
#@ put_headers
#@ host_session
#@ ask


def host_slot(host):
    """The places at one host, which all processes share."""
    return host_slots[host]


def begin(slots):
    """Runs once in each process."""
    global host_slots, session
#@if host_headers
    host_slots, session = slots, HostSession()
#@end
#@if not host_headers
    host_slots, session = slots, requests.Session()
#@end


def ask_from_process(job):
    return ask(session, *job)


if __name__ == "__main__":
    hosts = {urlsplit(url).netloc for url in links()}
    slots = {host: multiprocessing.Semaphore(PER_HOST) for host in hosts}
    with multiprocessing.Pool(PROCESSES, begin, (slots,)) as pool:
        for row in pool.imap_unordered(ask_from_process, enumerate(links(), 1)):
            show(row)
