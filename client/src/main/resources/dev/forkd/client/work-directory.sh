# work-directory.sh SIZE_MIB: prints the directory that may be written to; 0 means any size. Needs only POSIX sh.
# All guests of a snapshot share the root disk, so the directory must be on a memory file system.

size=$1
base=${TMPDIR:-/tmp}
work=$base/forkd-work
case $base in
  /*) ;;
  *)
    echo "TMPDIR is not an absolute path" >&2
    exit 40
    ;;
esac

fail() {
  echo "$1" >&2
  exit 40
}

# kind PATH: prints the type of its file system.
kind() {
  stat -f -c %T "$1" 2>/dev/null && return
  best=/ type=unknown
  while read -r _ mount fs _; do
    case $1/ in
      "${mount%/}"/*) if [ "${#mount}" -ge "${#best}" ]; then best=$mount type=$fs; fi ;;
    esac
  done </proc/mounts 2>/dev/null
  echo "$type"
}

in_memory() {
  case $(kind "$1") in tmpfs | ramfs) ;; *) return 1 ;; esac
}

# holds PATH: tells whether its file system is large enough.
holds() {
  [ "$size" -gt 0 ] || return 0
  # shellcheck disable=SC2046 # The words are what is wanted.
  set -- $(df -Pk "$1" | tail -n 1)
  [ "$2" -ge "$((size * 1024))" ]
}

make() {
  # shellcheck disable=SC2174 # What is above it is there.
  [ ! -L "$work" ] && mkdir -p -m 700 "$work" && [ -w "$work" ] || fail "$work cannot be made"
}

if [ -n "${TMPDIR:-}" ]; then
  # TMPDIR names a directory that may be written to, for example in a sandbox of the local controller.
  make
  printf '%s' "$work"
  exit 0
fi

if [ -d "$work" ] && in_memory "$work" && holds "$work"; then
  printf '%s' "$work"
  exit 0
fi
if [ ! -e "$work" ] && in_memory "$base" && holds "$base"; then
  make
  printf '%s' "$work"
  exit 0
fi

[ "$(id -u)" = 0 ] || fail "$base is on a $(kind "$base") file system or too small, and only root can mount another"
if [ -d "$work" ] && in_memory "$work"; then
  # It may already contain files, so it is enlarged instead of mounting another file system over it.
  mount -n -o "remount,size=${size}m" "$work" 2>/dev/null || mount -n -o "remount,size=${size}m" "$base" \
    || fail "$work cannot be made $size MiB large"
else
  [ "$size" -gt 0 ] || size=256
  make
  mount -n -t tmpfs -o "size=${size}m,mode=0700" tmpfs "$work" || {
    rmdir "$work" 2>/dev/null
    fail "$base is on a $(kind "$base") file system or too small, and no memory file system can be mounted below it"
  }
fi
in_memory "$work" && holds "$work" || fail "$work is not a memory file system of $size MiB"
printf '%s' "$work"
