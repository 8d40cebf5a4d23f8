def show(row):
    """Prints a row: a JSON object a line."""
    row["ended_ms"] = round((time.perf_counter() - BEGAN) * 1000, 1)
    print(json.dumps(row), flush=True)
