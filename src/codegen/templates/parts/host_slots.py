host_slots = {}


def host_slot(host):
    """The places at one host. A thread that waits for one keeps its own place in CONCURRENCY meanwhile."""
    return host_slots.setdefault(host, threading.Semaphore(PER_HOST))
