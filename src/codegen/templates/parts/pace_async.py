next_starts = defaultdict(float)


async def wait_for_turn(host):
    """Keeps starts apart."""
    start = max(time.monotonic(), next_starts[None], next_starts[host])
#@if gap
    next_starts[None] = start + GAP
#@end
#@if spacing
    next_starts[host] = start + SPACING
#@end
    await asyncio.sleep(max(0, start - time.monotonic()))
