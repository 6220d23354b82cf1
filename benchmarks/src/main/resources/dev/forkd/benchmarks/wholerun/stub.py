#!/usr/bin/env python3
# Stands in for the java program of a sandbox: speaks a worker's protocol (docs/protocol.md), but only waits instead of
# running tests. So many of them fit on one machine, and what is left to measure is the host.
import json
import os
import sys
import threading
import time
from urllib.parse import unquote_plus

TEST_SECONDS = 0.1
begin = time.monotonic()
stream = open(os.environ["FORKD_STREAM_EVENTS"], "a", encoding="ascii")
lock = threading.Condition()
sequence = 0
plans, decided, sealed, stopped = [], {}, set(), False


def tell(kind, **fields):
    global sequence
    with lock:
        sequence += 1
        event = {"v": 4, "s": sequence, "t": int((time.monotonic() - begin) * 1e6), "e": kind}
        stream.write(json.dumps({**event, **fields}) + "\n")
        stream.flush()


def read():
    global stopped
    for line in sys.stdin:
        word, *arguments = [unquote_plus(part) for part in line.rstrip("\n").split(" ")]
        with lock:
            if word in ("plan", "run"):
                plans.append((int(arguments[0]), whole(arguments[1:]), word == "run"))
            elif word in ("grant", "refuse"):
                for unit in arguments[1:]:
                    decided.setdefault((int(arguments[0]), unit), word == "grant")
            elif word == "seal":
                sealed.add(int(arguments[0]))
            elif word == "stop":
                break
            lock.notify_all()
    with lock:
        stopped = True
        lock.notify_all()


def whole(ids):
    before = ""
    for i, coded in enumerate(ids):
        shared, rest = coded.split(":", 1)
        ids[i] = before = before[: int(shared)] + rest
    return ids


def granted(plan, unit):
    with lock:
        known = (plan, unit) in decided or plan in sealed or stopped
    if not known:
        tell("asked", plan=plan, unit=unit)
    with lock:
        lock.wait_for(lambda: (plan, unit) in decided or plan in sealed or stopped)
        return decided.get((plan, unit), False)


def run(plan, ids, all_granted):
    units = {}
    for test in ids:
        units.setdefault("/".join(test.split("/")[:2]), []).append(test)
    tell("plan-started", plan=plan, units=list(units))
    for unit, tests in units.items():
        if all_granted or granted(plan, unit):
            tell("started", id=unit)
            for test in tests:
                if test != unit:
                    tell("started", id=test)
                    time.sleep(TEST_SECONDS)
                    tell("finished", id=test, outcome="SUCCESSFUL")
            tell("finished", id=unit, outcome="SUCCESSFUL")
    tell("plan-finished", plan=plan)


def beat():
    while True:
        time.sleep(2)
        tell("heartbeat")


tell("hello", protocol=4, java="17", pid=os.getpid())
for task in (read, beat):
    threading.Thread(target=task, daemon=True).start()
tell("ready")
while True:
    with lock:
        lock.wait_for(lambda: plans or stopped)
        if not plans:
            break
        work = plans.pop(0)
    run(*work)
tell("bye")
