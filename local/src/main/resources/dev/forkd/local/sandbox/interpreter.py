# Evaluates expressions as the guest's agent does (contract 6.8). Requests on stdin and answers on stdout are JSON
# objects, one on each line. Each expression runs on its own thread, and its output is discarded.
import json
import os
import sys
import threading

requests = os.fdopen(os.dup(0), "r", encoding="utf-8", errors="surrogatepass")
answers = os.fdopen(os.dup(1), "w", encoding="ascii")
null = os.open(os.devnull, os.O_RDWR)
os.dup2(null, 0)
os.dup2(null, 1)
os.umask(0o022)
lock = threading.Lock()


def tell(answer):
    with lock:
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def evaluate(number, code):
    try:
        tell({"id": number, "result": repr(eval(code, {}))})
    except SystemExit:
        tell({"id": number})
    except BaseException as e:
        tell({"id": number, "error": "%s: %s" % (type(e).__name__, e)})


for line in requests:
    request = json.loads(line)
    threading.Thread(target=evaluate, args=(request["id"], request["code"]), daemon=True).start()
