#@ head
#@ imports

import gevent
from gevent.event import Event
from gevent.lock import Semaphore
from locust import HttpUser, events, task
#@if host_headers
from locust.clients import HttpSession
#@end
from locust.exception import StopUser
from locust.runners import MasterRunner, WorkerRunner

#@ settings
RESULTS = "locust.ndjson"
BATCH = 50  # rows that a worker sends to the master together


#@ links


#@ again


#@ verdict


class Share:
    """The part of the list that this process asks: of n workers each takes every nth link."""

    def __init__(self):
        self.known = Event()
        self.jobs, self.per_host = iter(()), PER_HOST
        self.host_slots, self.rows = {}, []
        self.in_flight, self.over = 0, False

    def begin(self, first, step):
        self.jobs = islice(enumerate(links(), 1), first, None, step)
        self.per_host = max(1, PER_HOST // step)
        self.known.set()

    def host_slot(self, host):
        return self.host_slots.setdefault(host, Semaphore(self.per_host))


share = Share()
busy = set()  # on the master: the workers that have not asked all of theirs


def write(rows):
    with open(RESULTS, "a", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


@events.init.add_listener
def listen(environment, **_):
    runner = environment.runner
    if isinstance(runner, MasterRunner):

        def take_rows(environment, msg, **_):
            write(msg.data)

        def take_end(environment, msg, **_):
            busy.discard(msg.node_id)
            if not busy:
                # The workers' last figures come while it waits, by the greenlet that this is called in.
                gevent.spawn(runner.quit)

        runner.register_message("rows", take_rows)
        runner.register_message("end", take_end)
    elif isinstance(runner, WorkerRunner):
        runner.register_message("share", lambda environment, msg, **_: share.begin(*msg.data))


@events.test_start.add_listener
def give_shares(environment, **_):
    runner = environment.runner
    if not isinstance(runner, WorkerRunner):
        open(RESULTS, "w").close()
    if isinstance(runner, MasterRunner):
        workers = list(runner.clients)
        busy.update(workers)
        for first, worker in enumerate(workers):
            runner.send_message("share", [first, len(workers)], worker)
    elif not isinstance(runner, WorkerRunner):
        share.begin(0, 1)


def hand_over(runner, rows):
    if isinstance(runner, WorkerRunner):
        runner.send_message("rows", rows)
    else:
        write(rows)


#@ headers_for
#@ put_headers
#@if host_headers
class HostSession(HttpSession):
    """Sends each host its own headers; requests itself takes those of one along to where a redirect leads."""

    def rebuild_auth(self, prepared_request, response):
        """Called before each redirect is followed."""
        super().rebuild_auth(prepared_request, response)
        put_headers(prepared_request.headers, prepared_request.url)


#@end
class Asker(HttpUser):
    """Takes the next link of the share, asks it, again where that may help."""

    host = "http://link.invalid"  # Locust wants one; each link names its own
#@if host_headers

    def __init__(self, environment):
        super().__init__(environment)
        self.client = HostSession(self.host, environment.events.request, self)
        self.client.trust_env = False  # as Locust sets it
#@end

    def on_start(self):
        share.known.wait()

    @task
    def next_link(self):
        job = next(share.jobs, None)
        if job is None:
            self.end()
        share.in_flight += 1
        try:
            row = self.ask(*job)
        finally:
            share.in_flight -= 1
        share.rows.append(row)
        if len(share.rows) >= BATCH:
            rows, share.rows = share.rows, []
            hand_over(self.environment.runner, rows)

    def end(self):
        runner = self.environment.runner
        if share.in_flight == 0 and not share.over:
            share.over = True
            hand_over(runner, share.rows)
            if isinstance(runner, WorkerRunner):
                runner.send_message("end")
            else:
                gevent.spawn(runner.quit)
        raise StopUser

    def ask(self, index, url):
        method, retries = METHOD, 0
        host = urlsplit(url).netloc
        for attempt in count(1):
            with share.host_slot(host):
                row = self.send(method, host, url)
#@if falls_back
            if method == "HEAD" and (row["status"] in GET_AFTER_HEAD or row["verdict"] == NO_ANSWER):
                method = "GET"
                continue
#@end
            if retries < RETRIES and may_pass(row):
                retries += 1
                gevent.sleep(backoff(retries))
                continue
            ended_ms = round((time.perf_counter() - BEGAN) * 1000, 1)
            return {"tool": TOOL, "index": index, "url": url, **row, "attempts": attempt, "ended_ms": ended_ms}

    def send(self, method, host, url):
        response = error = status = None
        started = time.perf_counter()
        try:
            # The timeout of requests starts anew with each read; this one is for the whole attempt.
            with gevent.Timeout(TIMEOUT):
                response = self.client.request(
                    method,
                    url,
                    name=host,  # one line of the statistics for each host, not for each link
#@if headers
                    headers=HEADERS,
#@end
#@if host_headers
                    headers=headers_for(url),
#@end
#@if body
                    data=BODY,
#@end
                    allow_redirects=True,
                )
            status = response.status_code or None
            error = None if status else response.error
        except (gevent.Timeout, Exception) as problem:
            # Locust's client catches most, but not that, nor a redirect to what is no URL of HTTP.
            error = problem
            took_ms = (time.perf_counter() - started) * 1000
            self.environment.events.request.fire(
                request_type=method, name=host, response_time=took_ms, response_length=0, exception=error, context={}
            )
        total = time.perf_counter() - started
        redirected = None if status is None else bool(response.history)
        content_type = response.headers.get("Content-Type", "") if status else ""
        return {
            "verdict": verdict(status, redirected, isinstance(error, gevent.Timeout), error),
            "status": status,
            "total_ms": round(total * 1000, 1),
            "bytes": None if status is None or method == "HEAD" else len(response.content),
            "type": content_type.partition(";")[0].strip().lower() or None,
            "redirected": redirected,
            "final_url": response.url if redirected else None,
            "provenance": "clock",
            "error": str(error) if error else None,
        }
