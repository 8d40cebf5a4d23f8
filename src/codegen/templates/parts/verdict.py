def verdict(status, redirected, timed_out, error):
    """What came of an attempt, in Volley's words."""
    if timed_out:
        return f"Timed out after {TIMEOUT * 1000:.0f} ms"
    if status is None:
        return NO_ANSWER
    if error:
        return f"HTTP {status}, cut short"
    return f"HTTP {status} \u21aa" if redirected else f"HTTP {status}"
