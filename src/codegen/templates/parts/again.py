def may_pass(row):
    """Whether asking again may help."""
    return row["status"] in RETRY_ON or row["verdict"].startswith("Timed out")


def backoff(retry):
    """Seconds before retry number `retry`: exponential with full jitter."""
    return random.uniform(0, min(30, 0.5 * 2 ** (retry - 1)))
