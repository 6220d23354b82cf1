# Does the same as process.sh, upload.sh and download.sh, but as functions inside the guest's agent, which evaluates
# expressions (contract 6.8), instead of in new processes. Files and answers are the same, so each call can use either
# way. All failures raise; the caller then runs the script, which reports the reason. Needs Python 3.6 or newer and only
# the standard library.
import base64
import hashlib
import os
import stat
import threading
import time

# Larger files are not read as a whole inside the agent, but by the script, which has a deadline.
MAX_WHOLE = 1 << 30


def _open(path):
    # Somebody in the guest may have put a pipe there; opening it must not block.
    file = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(file).st_mode):
        os.close(file)
        raise ValueError("no file")
    return os.fdopen(file, "rb")


def _word(path):
    try:
        with _open(path) as file:
            return file.read(256).decode("ascii", "replace").strip()
    except (FileNotFoundError, ValueError):
        return ""


def _keep(path, text):
    if not stat.S_ISREG(os.lstat(path).st_mode):
        # The script, which runs when this has failed, makes a file again.
        os.unlink(path)
    # Overwritten in place, which succeeds even if the memory file system is full.
    with open(path, "r+b") as file:
        file.write(b"%-30s\n" % text.encode("ascii"))


def _alive(pid):
    if not os.path.isdir("/proc/self"):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        return True
    try:
        with open("/proc/%d/stat" % pid, "rb") as file:
            line = file.read()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return line[line.rindex(b")") + 2 :][:1] not in (b"Z", b"X")


def poll(directory, turn, wait, most, *streams):
    names, offsets = streams[0::2], streams[1::2]
    files = [os.path.join(directory, "stream-" + name) for name in names]
    last = time.monotonic() + wait / 1000.0
    told, nap, rounds = 0.0, 0.001, 0
    while True:
        now = time.monotonic()
        if now >= told:
            rounds += 1
            _keep(os.path.join(directory, "polled"), "%d.%d" % (turn, rounds))
            told = now + 0.5
        # Read before the sizes, so that these are final if the command has ended.
        how = _word(os.path.join(directory, "exit"))
        sizes = [os.stat(file).st_size for file in files]
        if how or now >= last or any(size > offset for size, offset in zip(sizes, offsets)):
            break
        time.sleep(nap)
        nap = min(nap * 1.5, 0.01)
    lines = []
    supervisor = _word(os.path.join(directory, "pid"))
    if not how and supervisor and not _alive(int(supervisor)):
        if not os.path.isfile(os.path.join(directory, "exit")):
            lines.append("@dead")
    if how:
        lines.append("@exit " + how)
    for name, file, size, offset in zip(names, files, sizes, offsets):
        lines.append("@size %s %d" % (name, size))
        length = min(size - offset, most)
        if length > 0:
            with _open(file) as stream:
                stream.seek(offset)
                data = stream.read(length)
            lines.append("@data %s %d" % (name, len(data)))
            lines.append(base64.b64encode(data).decode("ascii"))
    lines.append("@done")
    return "\n".join(lines) + "\n"


def _create(path, data):
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    with os.fdopen(file, "wb") as stream:
        stream.write(data)


def send(directory, number, size, *data):
    if os.path.isfile(os.path.join(directory, "exit")):
        raise ValueError("ended")
    fed = _word(os.path.join(directory, "fed"))
    piece = os.path.join(directory, "in.%d" % number)
    if not os.path.exists(piece) and int(fed or "0") <= number:
        content = base64.b64decode("".join(data))
        if len(content) != size:
            raise ValueError("size")
        part = "%s.%d" % (piece, threading.get_ident())
        _create(part, content)
        os.rename(part, piece)
    bell = os.open(os.path.join(directory, "bell"), os.O_RDWR | os.O_NONBLOCK)
    try:
        os.write(bell, b"ring\n")
    finally:
        os.close(bell)
    return "@done\n"


def _sum(path):
    digest = hashlib.sha256()
    with _open(path) as file:
        if os.fstat(file.fileno()).st_size > MAX_WHOLE:
            raise ValueError("too large")
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


def _make(directory):
    # os.makedirs would apply the mode only to the last directory.
    if not os.path.isdir(directory):
        _make(os.path.dirname(directory))
        os.mkdir(directory, 0o700)


def upload(part, offset, target, size, digest, *data):
    _make(os.path.dirname(target))
    if digest and not os.path.exists(part) and os.path.isfile(target) and _sum(target) == digest:
        return "@done\n"
    file = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    with os.fdopen(file, "wb") as stream:
        stream.seek(offset)
        stream.write(base64.b64decode("".join(data)))
    if digest:
        if _sum(part) != digest:
            raise ValueError("digest")
        os.rename(part, target)
    return "@done\n"


def download(path, offset, most, with_digest):
    digest = _sum(path) if with_digest else "-"
    with _open(path) as file:
        size = os.fstat(file.fileno()).st_size
        file.seek(offset)
        data = file.read(most)
    return "%d %s\n%s\n" % (size, digest, base64.b64encode(data).decode("ascii"))
