#!/usr/bin/env python3
"""Executors for a real Mesos agent, over the v1 executor API.

The library that the agent comes from holds no executor programs, so this one stands in for them. Its name says what it does:

  mesos-executor          runs the command of one task, then ends
  mesos-default-executor  runs each task of a task group in a nested container
  mesos-executor --multi  runs any number of tasks, until it is shut down; a task whose data is "fake N [STATE]" is only
                          pretended: after N seconds it ends in that state
"""
import base64
import collections
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid

NAME = os.path.basename(sys.argv[0])
DEFAULT = NAME == "mesos-default-executor"
MULTI = "--multi" in sys.argv
SINGLE = not DEFAULT and not MULTI

ENDPOINT = os.environ["MESOS_AGENT_ENDPOINT"]
AGENT = os.environ["MESOS_SLAVE_PID"].split("@")[0]
FRAMEWORK = {"value": os.environ["MESOS_FRAMEWORK_ID"]}
EXECUTOR = {"value": os.environ["MESOS_EXECUTOR_ID"]}
CHECKPOINT = os.environ.get("MESOS_CHECKPOINT") == "1"
SANDBOX = os.environ.get("MESOS_SANDBOX", os.getcwd())
TOKEN = os.environ.get("MESOS_EXECUTOR_AUTHENTICATION_TOKEN")
UNITS = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "secs": 1, "mins": 60, "hrs": 3600, "days": 86400, "weeks": 604800}


def seconds(text, otherwise):
    for unit in sorted(UNITS, key=len, reverse=True):
        if text and text.endswith(unit):
            return float(text[:-len(unit)]) * UNITS[unit]
    return otherwise


GRACE = seconds(os.environ.get("MESOS_EXECUTOR_SHUTDOWN_GRACE_PERIOD"), 5)
RECOVERY = seconds(os.environ.get("MESOS_RECOVERY_TIMEOUT"), 900)

lock = threading.RLock()
unacknowledged_tasks = collections.OrderedDict()
unacknowledged_updates = collections.OrderedDict()
running = {}           # task id -> a Task
tells_killing = False  # whether the framework wants TASK_KILLING
container = None       # this executor's own container
stopping = threading.Event()
acknowledged = threading.Condition(lock)


def headers():
    h = {"Content-Type": "application/json", "Accept": "application/json"}
    if TOKEN:
        h["Authorization"] = "Bearer " + TOKEN
    return h


def post(path, body, timeout=60):
    c = http.client.HTTPConnection(ENDPOINT, timeout=timeout)
    try:
        c.request("POST", "/%s%s" % (AGENT, path), json.dumps(body), headers())
        r = c.getresponse()
        return r.status, r.read()
    finally:
        c.close()


def send(kind, **more):
    call = dict(type=kind, framework_id=FRAMEWORK, executor_id=EXECUTOR, **more)
    return post("/api/v1/executor", call)


def update(task, state, message=None, reason=None, **more):
    status = {"task_id": task["task_id"], "state": state, "source": "SOURCE_EXECUTOR",
              "executor_id": EXECUTOR, "timestamp": time.time(),
              "uuid": base64.b64encode(uuid.uuid4().bytes).decode()}
    if message:
        status["message"] = message
    if reason:
        status["reason"] = reason
    status.update(more)
    with lock:
        unacknowledged_updates[status["uuid"]] = {"status": status}
    for _ in range(3):
        try:
            send("UPDATE", update={"status": status})
            return
        except OSError:
            time.sleep(0.5)      # it is sent again with the next subscription


class Task:
    def __init__(self, info):
        self.info = info
        self.id = info["task_id"]["value"]
        self.killed = False
        self.healthy = None
        self.done = threading.Event()
        self.extra = {}

    def environment(self):
        env = dict(os.environ)
        env["MESOS_TASK_ID"] = self.id
        for v in self.info.get("command", {}).get("environment", {}).get("variables", []):
            env[v["name"]] = v.get("value", "")
        return env

    def argv(self, command):
        if command.get("shell", True):
            return ["/bin/sh", "-c", command.get("value", "true")]
        return command.get("arguments") or [command["value"]]

    def finish(self, code):
        self.done.set()
        if code == 0:
            state, message = "TASK_FINISHED", "Command exited with status 0"
        elif code > 0:
            state, message = "TASK_FAILED", "Command exited with status %d" % code
        else:
            state, message = "TASK_FAILED", "Command terminated with signal %s" % signal.strsignal(-code)
        if self.killed:
            state = "TASK_KILLED"
        reason = "REASON_COMMAND_EXECUTOR_FAILED" if state == "TASK_FAILED" and not DEFAULT else None
        more = dict(self.extra)
        if self.healthy is not None:
            more["healthy"] = self.healthy
        update(self.info, state, message, reason, **more)
        with lock:
            running.pop(self.id, None)

    def run(self):
        update(self.info, "TASK_STARTING")
        words = base64.b64decode(self.info.get("data", "")).decode(errors="replace").split()
        if MULTI and words[:1] == ["fake"]:
            update(self.info, "TASK_RUNNING")
            self.done.wait(float(words[1]))
            state = "TASK_KILLED" if self.killed else (words[2:] or ["TASK_FINISHED"])[0]
            self.done.set()
            update(self.info, state)
            with lock:
                running.pop(self.id, None)
            return
        out, err = None, None
        if MULTI:
            out = open(os.path.join(SANDBOX, "stdout." + self.id), "ab")
            err = open(os.path.join(SANDBOX, "stderr." + self.id), "ab")
        try:
            self.process = subprocess.Popen(self.argv(self.info["command"]), cwd=SANDBOX, stdin=subprocess.DEVNULL,
                                            stdout=out, stderr=err, env=self.environment(), start_new_session=True)
        except OSError as e:
            self.done.set()
            update(self.info, "TASK_FAILED", "Failed to run the command: %s" % e, "REASON_COMMAND_EXECUTOR_FAILED")
            with lock:
                running.pop(self.id, None)
            return
        print("Started task %s as process %d" % (self.id, self.process.pid), flush=True)
        update(self.info, "TASK_RUNNING")
        self.start_checks()
        self.finish(self.process.wait())

    def kill(self, grace=None):
        self.killed = True
        if not hasattr(self, "process"):
            self.done.set()
            return

        def signals():
            for number, wait in ((signal.SIGTERM, GRACE if grace is None else grace), (signal.SIGKILL, 0)):
                try:
                    os.killpg(self.process.pid, number)
                except ProcessLookupError:
                    return
                if self.done.wait(wait):
                    return
        threading.Thread(target=signals, daemon=True).start()

    # -- checks ------------------------------------------------------------
    def start_checks(self):
        if "health_check" in self.info:
            threading.Thread(target=self.health_checks, daemon=True).start()
        if "check" in self.info:
            threading.Thread(target=self.general_checks, daemon=True).start()

    def probe(self, check):
        timeout = check.get("timeout_seconds", 20)
        kind = check.get("type") or ("COMMAND" if "command" in check else "HTTP" if "http" in check else "TCP")
        try:
            if kind == "COMMAND":
                command = check["command"].get("command", check["command"])
                return subprocess.run(self.argv(command), cwd=SANDBOX, env=self.environment(), timeout=timeout,
                                      stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
            if kind == "TCP":
                socket.create_connection(("127.0.0.1", check["tcp"]["port"]), timeout).close()
                return 0
            c = http.client.HTTPConnection("127.0.0.1", check["http"]["port"], timeout=timeout)
            c.request("GET", check["http"].get("path", "/"))
            status = c.getresponse().status
            return status if "check" in self.info and check is self.info["check"] else int(not 200 <= status < 400)
        except (OSError, subprocess.TimeoutExpired, http.client.HTTPException):
            return 1

    def health_checks(self):
        check = self.info["health_check"]
        began, failures = time.time(), 0
        self.done.wait(check.get("delay_seconds", 15))
        while not self.done.is_set():
            ok = self.probe(check) == 0
            if ok:
                failures = 0
                if self.healthy is not True:
                    self.healthy = True
                    update(self.info, "TASK_RUNNING", None, "REASON_TASK_HEALTH_CHECK_STATUS_UPDATED",
                           healthy=True, **self.extra)
            elif time.time() - began > check.get("grace_period_seconds", 10) or self.healthy:
                failures += 1
                self.healthy = False
                update(self.info, "TASK_RUNNING", "The health check failed", "REASON_TASK_HEALTH_CHECK_STATUS_UPDATED",
                       healthy=False, **self.extra)
                if failures >= check.get("consecutive_failures", 3):
                    self.kill()
                    return
            self.done.wait(check.get("interval_seconds", 10))

    def general_checks(self):
        check = self.info["check"]
        kind, last = check["type"], None
        self.done.wait(check.get("delay_seconds", 15))
        while not self.done.is_set():
            got = self.probe(check)
            result = {"type": kind}
            if kind == "COMMAND":
                result["command"] = {"exit_code": got}
            elif kind == "HTTP":
                result["http"] = {"status_code": got}
            else:
                result["tcp"] = {"succeeded": got == 0}
            if result != last:
                last = result
                self.extra["check_status"] = result
                update(self.info, "TASK_RUNNING", None, "REASON_TASK_CHECK_STATUS_UPDATED", **self.extra)
            self.done.wait(check.get("interval_seconds", 10))


class NestedTask(Task):
    """A task of a group: a container inside this executor's own container."""

    def run(self):
        update(self.info, "TASK_STARTING")
        self.cid = {"value": str(uuid.uuid4()), "parent": container}
        self.extra = {"container_status": {"container_id": self.cid}}
        launch = {"container_id": self.cid, "command": self.info.get("command", {})}
        if "container" in self.info:
            launch["container"] = self.info["container"]
        launch["command"].setdefault("environment", {}).setdefault("variables", []).append(
            {"name": "MESOS_TASK_ID", "type": "VALUE", "value": self.id})
        status, body = post("/api/v1", {"type": "LAUNCH_CONTAINER", "launch_container": launch})
        if status != 200:
            self.done.set()
            update(self.info, "TASK_FAILED", "Cannot launch the container: %d %s" % (status, body.decode()),
                   "REASON_CONTAINER_LAUNCH_FAILED")
            return
        print("Started task %s in container %s" % (self.id, self.cid["value"]), flush=True)
        update(self.info, "TASK_RUNNING", **self.extra)
        self.start_checks()
        code, since = 1, time.time()
        while True:
            try:
                status, body = post("/api/v1", {"type": "WAIT_CONTAINER",
                                                "wait_container": {"container_id": self.cid}}, timeout=None)
                if status == 200:
                    raw = json.loads(body)["wait_container"].get("exit_status", 0)
                    code = -(raw & 0x7f) if raw & 0x7f else raw >> 8
                    break
                if status == 404:
                    break
            except (OSError, http.client.HTTPException):
                pass                    # the agent may come back
            if not CHECKPOINT or stopping.is_set() or time.time() - since > RECOVERY:
                break
            time.sleep(0.5)
        self.finish(code)

    def kill(self, grace=None):
        self.killed = True

        def signals():
            for number, wait in ((15, GRACE if grace is None else grace), (9, 0)):
                post("/api/v1", {"type": "KILL_CONTAINER",
                                 "kill_container": {"container_id": self.cid, "signal": number}})
                if self.done.wait(wait):
                    return
        threading.Thread(target=signals, daemon=True).start()


def launch(infos):
    tasks = [(NestedTask if DEFAULT else Task)(i) for i in infos]
    with lock:
        for t in tasks:
            unacknowledged_tasks[t.id] = t.info
            running[t.id] = t

    def work(t):
        t.run()
        with lock:
            left = bool(running)
            failed = False
        if DEFAULT and not left or SINGLE:
            leave()
    for t in tasks:
        threading.Thread(target=work, args=(t,), daemon=True).start()


def leave():
    """Ends once the last updates are acknowledged, or after a while."""
    with acknowledged:
        acknowledged.wait_for(lambda: not unacknowledged_updates, 10)
    stopping.set()
    time.sleep(0.2)
    os._exit(0)


def shutdown():
    with lock:
        left = list(running.values())
    for t in left:
        t.kill()
    deadline = time.time() + GRACE
    while time.time() < deadline and any(not t.done.is_set() for t in left):
        time.sleep(0.1)
    time.sleep(0.5)
    stopping.set()
    os._exit(0)


def handle(event):
    global container
    kind = event["type"]
    if kind == "SUBSCRIBED":
        info = event["subscribed"].get("framework_info", {})
        global tells_killing
        tells_killing = {"type": "TASK_KILLING_STATE"} in info.get("capabilities", [])
        container = event["subscribed"].get("container_id", container)
        print("Subscribed", EXECUTOR["value"], flush=True)
    elif kind == "LAUNCH":
        launch([event["launch"]["task"]])
    elif kind == "LAUNCH_GROUP":
        launch(event["launch_group"]["task_group"]["tasks"])
    elif kind == "KILL":
        with lock:
            t = running.get(event["kill"]["task_id"]["value"])
        if t:
            if tells_killing and not t.killed:
                update(t.info, "TASK_KILLING", **t.extra)
            policy = event["kill"].get("kill_policy", t.info.get("kill_policy", {}))
            period = policy.get("grace_period", {}).get("nanoseconds")
            t.kill(None if period is None else int(period) / 1e9)
    elif kind == "ACKNOWLEDGED":
        with acknowledged:
            unacknowledged_updates.pop(event["acknowledged"]["uuid"], None)
            unacknowledged_tasks.pop(event["acknowledged"]["task_id"]["value"], None)
            acknowledged.notify_all()
    elif kind == "MESSAGE":
        send("MESSAGE", message={"data": event["message"]["data"]})
    elif kind == "SHUTDOWN":
        threading.Thread(target=shutdown, daemon=True).start()
    elif kind == "ERROR":
        print("error:", event["error"].get("message"), file=sys.stderr, flush=True)
        os._exit(1)


def records(response):
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


def main():
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=shutdown, daemon=True).start())
    lost = None
    while not stopping.is_set():
        try:
            c = http.client.HTTPConnection(ENDPOINT)
            with lock:
                call = {"type": "SUBSCRIBE", "framework_id": FRAMEWORK, "executor_id": EXECUTOR, "subscribe": {
                    "unacknowledged_tasks": list(unacknowledged_tasks.values()),
                    "unacknowledged_updates": list(unacknowledged_updates.values())}}
            c.request("POST", "/%s/api/v1/executor" % AGENT, json.dumps(call), headers())
            r = c.getresponse()
            if r.status == 200:
                lost = None
                for event in records(r):
                    handle(event)
            else:
                print("subscribing:", r.status, r.read().decode(), file=sys.stderr, flush=True)
            c.close()
        except (OSError, http.client.HTTPException) as e:
            print("agent:", e, file=sys.stderr, flush=True)
        if stopping.is_set():
            break
        lost = lost or time.time()
        if not CHECKPOINT and time.time() - lost > 3 or time.time() - lost > RECOVERY:
            shutdown()
        time.sleep(1)
    time.sleep(5)


main()
