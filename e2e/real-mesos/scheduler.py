"""A small scheduler for real masters, over the v1 scheduler API: frameworks, offers, tasks, updates."""
import base64
import collections
import http.client
import json
import socket
import threading
import time
import urllib.parse
import uuid

TERMINAL = {"TASK_FINISHED", "TASK_FAILED", "TASK_KILLED", "TASK_ERROR", "TASK_LOST", "TASK_DROPPED", "TASK_GONE",
            "TASK_GONE_BY_OPERATOR"}


def scalar(name, value):
    return {"name": name, "type": "SCALAR", "scalar": {"value": value}}


def resources(cpus=0.1, mem=32, disk=16):
    return [scalar("cpus", cpus), scalar("mem", mem), scalar("disk", disk)]


def labels(**kv):
    return {"labels": [{"key": k, "value": v} for k, v in kv.items()]}


def task(name, command, **more):
    return dict({"name": name, "task_id": {"value": "%s.%s" % (name, uuid.uuid4().hex[:8])}, "resources": resources(),
                 "command": {"shell": True, "value": command}}, **more)


def sum_of(resource_lists):
    total = collections.Counter()
    for r in (r for rs in resource_lists for r in rs if r["type"] == "SCALAR"):
        total[r["name"]] += r["scalar"]["value"]
    return total


def amounts(offered):
    """The unreserved scalars of an offer, and its ports."""
    plain = [r for r in offered if not (r.get("reservations") or r.get("disk") or "revocable" in r)]
    ports = []
    for r in (r for r in plain if r["name"] == "ports"):
        for x in r["ranges"]["range"]:
            ports += range(x["begin"], x["end"] + 1)
    return sum_of([plain]), ports


def records(response):
    """The messages of a RecordIO stream, as JSON."""
    buffer = b""
    while True:
        data = response.read1(65536)
        if not data:
            return
        buffer += data
        while True:
            head, newline, rest = buffer.partition(b"\n")
            if not newline or len(rest) < int(head):
                break
            yield json.loads(rest[:int(head)])
            buffer = rest[int(head):]


class Framework(threading.Thread):
    """Registers, launches what is put into `pending`, acknowledges updates.

    A job is {"tasks": [TaskInfo…]} or {"group": [TaskInfo…], "executor": ExecutorInfo}, with "ports": how many ports its
    first task gets (where "@PORT@" stands in it, and "#PORT#" for a number). Offers are suppressed while nothing is pending.
    """

    def __init__(self, master, name, roles, credential=None, checkpoint=True, capabilities=(), failover=0, log=None, **info):
        super().__init__(daemon=True)
        self.address = urllib.parse.urlparse(master).netloc or master
        self.credential = credential
        self.info = dict(user="root", name=name, roles=list(roles), checkpoint=checkpoint, failover_timeout=failover,
                         capabilities=[{"type": c} for c in ("MULTI_ROLE", "RESERVATION_REFINEMENT", *capabilities)], **info)
        if credential:
            self.info["principal"] = credential.split(":")[0]
        self.id = None
        self.stream = self.connection = None
        self.pending = collections.deque()
        self.suppressed = False
        self.gate = threading.RLock()
        self.states = {}           # task id -> latest state
        self.subscribed = threading.Event()
        self.stopping = False
        self.log = log or (lambda text: None)
        self.refuse = 1.0          # seconds that an agent is not offered again when there is nothing to launch
        self.suppress = True
        self.on_update = lambda status: None

    def submit(self, job):
        self.pending.append(job)
        self.revive()

    def teardown(self):
        self.stopping = True
        try:
            self.call("TEARDOWN")
        except OSError:
            pass

    def resubscribe(self):
        """Breaks the connection off; the thread subscribes again, with the same id."""
        self.subscribed.clear()
        self.connection.sock.shutdown(socket.SHUT_RDWR)

    def revive(self):
        with self.gate:
            if self.suppressed:
                self.suppressed = False
                try:
                    self.call("REVIVE")
                except OSError:
                    pass

    def headers(self):
        h = {"Content-Type": "application/json", "Accept": "application/json"}
        if self.credential:
            h["Authorization"] = "Basic " + base64.b64encode(self.credential.encode()).decode()
        if self.stream:
            h["Mesos-Stream-Id"] = self.stream
        return h

    def call(self, kind, **more):
        connection = http.client.HTTPConnection(self.address, timeout=30)
        try:
            connection.request("POST", "/api/v1/scheduler", json.dumps(dict(type=kind, framework_id=self.id, **more)),
                               self.headers())
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
            if answer.status not in (200, 202):
                self.log("%s: %s: %d %s" % (self.info["name"], kind, answer.status, text))
        finally:
            connection.close()

    def run(self):
        while not self.stopping:
            try:
                self.subscribe()
            except (OSError, http.client.HTTPException, AttributeError) as e:
                if not self.stopping:
                    self.log("%s: %s" % (self.info["name"], e))
            self.subscribed.clear()
            if not self.stopping:
                time.sleep(0.5)

    def subscribe(self):
        """Subscribes, and handles events until the stream ends."""
        self.stream = None
        connection = self.connection = http.client.HTTPConnection(self.address)
        call = {"type": "SUBSCRIBE", "subscribe": {"framework_info": dict(self.info)}}
        if self.id:
            call["framework_id"] = call["subscribe"]["framework_info"]["id"] = self.id
        connection.request("POST", "/api/v1/scheduler", json.dumps(call), self.headers())
        answer = connection.getresponse()
        if answer.status != 200:
            self.log("%s: SUBSCRIBE: %d %s" % (self.info["name"], answer.status, answer.read().decode(errors="replace")))
            time.sleep(0.5)
            return
        self.stream = answer.getheader("Mesos-Stream-Id")
        for event in records(answer):
            self.handle(event)
            if self.stopping:
                return

    def handle(self, event):
        kind = event["type"]
        if kind == "SUBSCRIBED":
            self.id = event["subscribed"]["framework_id"]
            self.suppressed = False
            self.subscribed.set()
        elif kind == "OFFERS":
            for offer in event["offers"]["offers"]:
                self.answer(offer)
        elif kind == "UPDATE":
            self.update(event["update"]["status"])
        elif kind == "ERROR":
            self.log("%s: %s" % (self.info["name"], event["error"]["message"]))
            if "removed" in event["error"]["message"]:
                self.id = None

    def update(self, status):
        self.states[status["task_id"]["value"]] = status["state"]
        if "uuid" in status:
            self.call("ACKNOWLEDGE", acknowledge={key: status[key] for key in ("agent_id", "task_id", "uuid")})
        self.on_update(status)

    def answer(self, offer):
        """Accepts an offer with what fits of the pending jobs, or declines it."""
        operations = self.launches(offer)
        if operations:
            self.call("ACCEPT", accept={"offer_ids": [offer["id"]], "operations": operations,
                                        "filters": {"refuse_seconds": 0.0}})
        else:
            self.call("DECLINE", decline={"offer_ids": [offer["id"]],
                                          "filters": {"refuse_seconds": 0.5 if self.pending else self.refuse}})
        with self.gate:
            if not self.pending and self.suppress and not self.suppressed:
                self.suppressed = True
                self.call("SUPPRESS")
        if self.pending:
            self.revive()

    def launches(self, offer):
        left, ports = amounts(offer["resources"])
        operations, single, skipped = [], [], []
        while self.pending and len(skipped) <= 20:
            job = self.pending.popleft()
            tasks = [dict(t, agent_id=offer["agent_id"]) for t in job.get("tasks") or job["group"]]
            need = sum_of([t["resources"] for t in tasks] + [job.get("executor", {}).get("resources", [])])
            if any(left[name] < amount + 1e-9 for name, amount in need.items()) or len(ports) < job.get("ports", 0):
                skipped.append(job)
                continue
            left.subtract(need)
            for _ in range(job.get("ports", 0)):
                tasks[0] = with_port(tasks[0], ports.pop(0))
            if "group" in job:
                executor = dict(job["executor"], framework_id=self.id)
                operations.append({"type": "LAUNCH_GROUP",
                                   "launch_group": {"executor": executor, "task_group": {"tasks": tasks}}})
            else:
                single += [dict(t, executor=dict(t["executor"], framework_id=self.id)) if "executor" in t else t
                           for t in tasks]
        self.pending.extendleft(reversed(skipped))
        if single:
            operations.append({"type": "LAUNCH", "launch": {"task_infos": single}})
        return operations


def with_port(info, port):
    """A task with a port among its resources, and its number wherever the task asks for it."""
    held = {"name": "ports", "type": "RANGES", "ranges": {"range": [{"begin": port, "end": port}]}}
    text = json.dumps(dict(info, resources=info["resources"] + [held]))
    return json.loads(text.replace("@PORT@", str(port)).replace('"#PORT#"', str(port)))
