"""Reads a case a line (JSON) and says what Python makes of it: the whole script must compile; of it the list and the
constants are run, nothing else."""

import ast
import json
import sys
import tomllib

KEPT = {"METHOD", "HEADERS", "HEADERS_OF_HOST", "BODY", "TIMEOUT", "RETRIES"}


def is_data(node):
    if isinstance(node, ast.ImportFrom):
        return node.module in {"itertools", "pathlib"}
    if isinstance(node, ast.FunctionDef):
        return node.name == "links"
    return isinstance(node, ast.Assign) and node.targets[0].id in KEPT


def texts(headers):
    return {name: value.decode("latin-1") if isinstance(value, bytes) else value for name, value in headers.items()}


def evaluate(case):
    if "toml" in case:
        return tomllib.loads(case["toml"])
    tree = ast.parse(case["source"])
    compile(tree, case["file"], "exec")
    data = ast.Module([node for node in tree.body if is_data(node)], [])
    space = {"__file__": case["file"], "__name__": "list"}
    exec(compile(data, case["file"], "exec"), space)
    return {
        "links": list(space["links"]()),
        "headers": texts(space.get("HEADERS", {})),
        "of_host": {host: texts(own) for host, own in space.get("HEADERS_OF_HOST", {}).items()},
        "body": space.get("BODY", b"").decode(),
        "method": space["METHOD"],
        "retries": space["RETRIES"],
        "timeout": space["TIMEOUT"],
    }


for line in sys.stdin:
    try:
        said = evaluate(json.loads(line))
    except Exception as error:
        said = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(said))
