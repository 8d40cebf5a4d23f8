async def ask(client, index, url):
    """Asks one URL, again where that may help, and prints its row."""
    method, retries = METHOD, 0
    host = urlsplit(url).netloc
    for attempt in count(1):
        async with host_slots[host]:
#@if paced
            await wait_for_turn(host)
#@end
            row = await send(client, method, url)
#@if falls_back
        if method == "HEAD" and (row["status"] in GET_AFTER_HEAD or row["verdict"] == NO_ANSWER):
            method = "GET"
            continue
#@end
        if retries < RETRIES and may_pass(row):
            retries += 1
            await asyncio.sleep(backoff(retries))
            continue
        show({"tool": TOOL, "index": index, "url": url, **row, "attempts": attempt})
        return
