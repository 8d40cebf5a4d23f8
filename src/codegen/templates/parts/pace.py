turn = threading.Lock()
next_starts = defaultdict(float)


def wait_for_turn(host):
    """Keeps starts apart."""
    with turn:
        start = max(time.monotonic(), next_starts[None], next_starts[host])
#@if gap
        next_starts[None] = start + GAP
#@end
#@if spacing
        next_starts[host] = start + SPACING
#@end
    time.sleep(max(0, start - time.monotonic()))
