# The place that a worker sees in a sandbox: how it is made and entered. Needs POSIX sh, coreutils and util-linux.
#
# A place is a mount namespace that outlives the worker, so that its files can be read even if the worker is lost. If
# the sandbox has its own mount namespace, that one is used; otherwise a process of ours, the holder, keeps one alive.
# WORK is the sandbox's work directory. WORK/place contains holder (pid and start time of a process in the namespace,
# once the place is ready), base (directory of the layers), failed (why there is no place) and notes (for the user).

# Every mount and umount has -n: without it, libmount also writes to the machine's table in /run/mount. A user who may
# not write there would be told that a mount has failed when it has been made.

# spare BASE: prints a directory, not containing BASE, over which something can be mounted temporarily.
spare() {
  for candidate in /mnt /media /srv /opt; do
    if [ -d "$candidate" ] && [ ! -L "$candidate" ]; then
      case "$1/" in "$candidate"/*) ;; *) echo "$candidate"; return 0 ;; esac
    fi
  done
  return 1
}

mounted() {
  while read -r _ point _; do
    [ "$point" != "$1" ] || return 0
  done </proc/self/mounts
  return 1
}

# covered DIRECTORY: tells whether anything is mounted below it, which an overlay would not show.
covered() {
  while read -r _ point _; do
    case $point in "$1"/*) return 0 ;; esac
  done </proc/self/mounts
  return 1
}

failed() {
  echo "$1" >"$place/failed"
  exit 3
}

# overlay NUMBER DIRECTORY: mounts a copy-on-write layer over it. The layers are in BASE, the current directory.
# Mount options refer to the directory by a link, because its path may contain characters with a meaning there. The file
# made-NUMBER has the time since when the layer is there.
overlay() {
  [ -e "made-$1" ] || : >"made-$1" || return 1
  mkdir -p "up-$1" "wk-$1" "low-$1" && ln -s "$2" "dir-$1" || return 1
  chmod --reference="$2" "up-$1" || return 1
  chown --reference="$2" "up-$1" 2>/dev/null
  layers="lowerdir=dir-$1,upperdir=up-$1,workdir=wk-$1"
  mount -n --bind "$2" "low-$1" || return 1
  mount -n -t overlay -o "$layers,redirect_dir=on,metacopy=off,index=off" overlay "$2" 2>"$place/last" \
    || mount -n -t overlay -o "$layers,userxattr" overlay "$2" 2>>"$place/last" \
    || mount -n -t overlay -o "$layers" overlay "$2" 2>>"$place/last" \
    || { umount -n "low-$1"; return 1; }
}

# give_up REASON: unmounts everything, because the namespace goes on to be used, and must show this machine's files.
give_up() {
  while [ "$number" -gt 0 ]; do
    number=$((number - 1))
    umount -n -l "$(readlink "dir-$number")"
    umount -n -l "low-$number"
  done
  failed "$1"
}

# lay_view WORK BASE PRIVATE_TMP DIRECTORY...: makes a view of this machine, with layers over the directories, outermost
# first. BASE is a directory of this machine for the layers. The sandbox's own /tmp is replaced by this machine's.
lay_view() {
  work=$1 base=$2
  place=$work/place
  printf '%s' "$base" >"$place/base"
  tmp=$3
  shift 3
  cd "$base" || failed "$base cannot be entered"
  aside=
  if mounted /tmp && [ -n "$tmp" ] && ! mounted "$work"; then
    case $work in
      /tmp/*)
        aside=$(spare "$base") || failed "there is no directory to put the sandbox's /tmp aside"
        mount -n --move /tmp "$aside" || failed "the sandbox's /tmp cannot be put aside"
        place=$aside/${work#/tmp/}/place
        if ! covered /tmp && overlay tmp /tmp; then
          # shellcheck disable=SC2174 # What is above it need not be private.
          mkdir -p -m 700 "$work" && mount -n --bind "$aside/${work#/tmp/}" "$work" && umount -n -l "$aside" \
            || failed "the work directory cannot be kept"
        else
          mount -n --move "$aside" /tmp || failed "the sandbox's /tmp cannot be put back"
          echo "/tmp is the sandbox's own, because it cannot be covered by an overlay: $(head -c 300 "$work/place/last")" >>"$work/place/notes"
        fi
        place=$work/place ;;
    esac
  fi
  number=0
  for directory; do
    ! covered "$directory" || give_up "file systems are mounted below $directory"
    overlay "$number" "$directory" || give_up "no overlay can be mounted over $directory: $(tail -n 1 "$place/last" | head -c 300)"
    number=$((number + 1))
  done
  cd /
}

hold_view() {
  lay_view "$@"
  hold
}

hold() {
  cd /
  ready $$
  exec sleep 2147483647
}

# began PID: prints when a process was started. Together with the pid this identifies the process, as pids are reused.
began() {
  { IFS= read -r line <"/proc/$1/stat"; } 2>/dev/null || return 1
  set -- ${line##*) }
  shift 19
  echo "$1"
}

# ready PID: records that the place is ready, and is the namespace of this process.
ready() {
  echo "$1 $(began "$1")" >"$place/holder.new" && mv -f "$place/holder.new" "$place/holder"
}

# is_ready: tells whether the holder is alive. In a copy of a sandbox without its processes it is not.
is_ready() {
  [ -s "$place/holder" ] && read -r holder time <"$place/holder" && [ "$(began "$holder")" = "$time" ]
}

# own_namespace: tells whether this is a sandbox of the local controller with its own mount namespace.
own_namespace() {
  tr '\0' '\n' </proc/1/cmdline 2>/dev/null | grep -qx forkd-sandbox \
    && [ "$(readlink /proc/1/ns/mnt)" = "$(readlink /proc/self/ns/mnt)" ]
}

quoted() {
  printf " '"
  printf '%s' "$1" | sed "s/'/'\\\\''/g"
  printf "'"
}

# leave_word WORK BASE ARGUMENT...: writes the script that the local controller runs in a copy of this sandbox before it
# continues the copied processes.
leave_word() {
  words again "$@" >/proc/1/cwd/.forkd-mounts
}

# words ARGUMENT...: prints a command that runs this script with these arguments.
words() {
  printf 'exec sh'
  for word in "$0" "$@"; do quoted "$word"; done
  echo
}

# view WORK BASE PRIVATE_TMP DIRECTORY...: makes the view in the sandbox's own namespace.
view() {
  leave_word "$@"
  lay_view "$@"
  ready 1
}

# again WORK BASE PRIVATE_TMP DIRECTORY...: makes the view in a copy of the sandbox, with copies of the layers, which are
# as old as these.
again() {
  work=$1 old=$2 place=$1/place
  shift 2
  fresh=$(mktemp -d "$old-XXXXXX") && cp -a "$old"/up-* "$old"/made-* "$fresh/" || failed "the layers in $old cannot be copied"
  view "$work" "$fresh" "$@"
}

# compose SYSTEM SHIPPED TARGET: puts a directory together without an overlay: the shipped entries, and those of the
# system where nothing was shipped.
compose() {
  for entry in "$1"/* "$1"/.[!.]* "$2"/* "$2"/.[!.]*; do
    name=${entry##*/}
    { [ -e "$entry" ] || [ -L "$entry" ]; } && [ ! -e "$3/$name" ] && [ ! -L "$3/$name" ] || continue
    case $1/$name in /proc | /sys | /dev | /tmp) continue ;; esac
    if [ ! -e "$2/$name" ] && [ ! -L "$2/$name" ]; then
      # Small files are copied, because a mounted file can be neither deleted nor renamed.
      if [ -L "$1/$name" ] || { [ -f "$1/$name" ] && [ "$(($(wc -c <"$1/$name")))" -le 1048576 ]; }; then
        cp -a "$1/$name" "$3/$name" || return 1
      else
        if [ -d "$1/$name" ]; then mkdir "$3/$name"; else : >"$3/$name"; fi
        mount -n --rbind "$1/$name" "$3/$name" || return 1
        mount -n -o remount,bind,ro "$3/$name" 2>/dev/null
      fi
    elif [ -d "$2/$name" ] && [ ! -L "$2/$name" ] && [ -d "$1/$name" ] && [ ! -L "$1/$name" ]; then
      mkdir "$3/$name" && chmod --reference="$2/$name" "$3/$name" && chown --reference="$2/$name" "$3/$name" || return 1
      # In a subshell, because functions in POSIX sh have no local variables.
      (compose "${1%/}/$name" "$2/$name" "$3/$name") || return 1
    else
      mv "$2/$name" "$3/$name" || return 1
    fi
  done
}

# hosts FILE NAME: adds what is missing in a file of host names: without localhost, looking it up may take 20 seconds, and
# without the machine's own name, Java's InetAddress.getLocalHost fails.
hosts() {
  named "$1" localhost || printf '\n127.0.0.1 localhost\n::1 localhost ip6-localhost\n' >>"$1"
  named "$1" "$2" || printf '\n127.0.1.1 %s\n' "$2" >>"$1"
}

named() {
  sed 's/#.*//' "$1" | tr -s ' \t' '\n' | grep -qxF -e "$2"
}

# hold_root WORK USER NAME HOME KIND: makes a root from the guest's own, with the files in WORK/ship on top of it.
hold_root() {
  work=$1 user=$2 name=$3 home=$4 kind=$5
  place=$work/place root=$work/root
  mkdir -p "$work/ship" "$work/up" "$work/wk" "$root" || failed "no directories in $work"
  layers="lowerdir=$work/ship:/,upperdir=$work/up,workdir=$work/wk"
  if [ "$kind" != composed ] && {
    mount -n -t overlay -o "$layers,redirect_dir=on,metacopy=off,index=off" overlay "$root" 2>"$place/last" \
      || mount -n -t overlay -o "$layers" overlay "$root" 2>>"$place/last"
  }; then
    echo overlay >"$place/kind"
  else
    [ "$kind" = composed ] || echo "the guest has no overlayfs, so its root is put together from mounts" >>"$place/notes"
    mount -n -t tmpfs -o mode=755 tmpfs "$root" && compose / "$work/ship" "$root" || failed "the root cannot be put together"
    echo composed >"$place/kind"
  fi
  mkdir -p "$root/proc" "$root/sys" "$root/dev" "$root/tmp" "$root/etc"
  chmod 1777 "$root/tmp"
  for system in proc sys dev; do
    mount -n --rbind "/$system" "$root/$system" || failed "/$system cannot be mounted"
  done
  [ -d "$root/dev/shm" ] || { mkdir "$root/dev/shm" && mount -n -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"; } 2>/dev/null
  [ -e "$root/dev/fd" ] || ln -s /proc/self/fd "$root/dev/fd" 2>/dev/null
  here=$(hostname 2>/dev/null || cat /proc/sys/kernel/hostname)
  case $here in '' | '(none)') here=forkd && { hostname "$here" 2>/dev/null || echo "$here" >/proc/sys/kernel/hostname; } ;; esac
  hosts "$root/etc/hosts" "$here" 2>/dev/null
  if [ "$user" != 0 ] && ! grep -q "^[^:]*:[^:]*:$user:" "$root/etc/passwd" 2>/dev/null; then
    printf '%s:x:%s:%s::%s:/bin/sh\n' "$name" "$user" "$user" "$home" 2>/dev/null >>"$root/etc/passwd"
  fi
  mkdir -p "$root$work" && mount -n --bind "$work" "$root$work" || failed "the work directory cannot be mounted"
  cd "$root" && pivot_root . . && umount -n -l . || failed "the root cannot be changed"
  hold
}

# make KIND WORK ARGUMENT...: makes the place and waits until it is ready. Prints notes; exit code 3 if that fails.
make() {
  kind=$1 work=$2
  shift 2
  place=$work/place
  if ! mkdir -m 711 "$place" 2>/dev/null && is_ready; then
    return 0
  fi
  rm -f "$place/holder" "$place/failed"
  chmod 711 "$work"
  words make "$kind" "$work" "$@" >"$place/again"
  if [ "$kind" = view ] && own_namespace; then
    if ! (view "$work" "$@") >"$place/log" 2>&1; then
      cat "$place/failed" "$place/log" 2>/dev/null | head -c 500
      return 3
    fi
    [ ! -s "$place/notes" ] || head -c 2000 "$place/notes"
    return 0
  fi
  # Without the outputs of this exec, because the agent waits until they are closed.
  setsid unshare --mount --propagation private sh "$0" "hold_$kind" "$work" "$@" </dev/null >"$place/log" 2>&1 &
  tries=0
  while [ ! -s "$place/holder" ] && [ ! -s "$place/failed" ]; do
    tries=$((tries + 1))
    if ! kill -0 $! 2>/dev/null && [ ! -s "$place/holder" ] && [ ! -s "$place/failed" ]; then
      head -c 500 "$place/log"
      return 3
    fi
    [ "$tries" -lt 500 ] || { echo "it was not ready in time"; return 3; }
    sleep 0.02 2>/dev/null || sleep 1
  done
  if [ -s "$place/failed" ]; then
    head -c 500 "$place/failed"
    return 3
  fi
  [ ! -s "$place/notes" ] || head -c 2000 "$place/notes"
}

# probe WITNESS SECRET JAVA OWN_JAVA: prints what this sandbox is. If it finds SECRET in the file WITNESS, it
# sees the files of the machine that asks.
probe() {
  if [ "$(cat "$1" 2>/dev/null)" = "$2" ]; then echo machine=same; else echo machine=other; fi
  echo "user=$(id -u)"
  if unshare --mount --propagation private true 2>/dev/null; then echo unshare=yes; fi
  while read -r key value _; do
    [ "$key" != MemTotal: ] || echo "memory=$value"
  done </proc/meminfo
  if [ -n "$3" ]; then set -- "$3"; else
    set -- "$4" "$(command -v java)" /usr/lib/jvm/*/bin/java /opt/java/*/bin/java /opt/*/bin/java
  fi
  for java; do
    if [ -n "$java" ] && [ -x "$java" ]; then
      real=$(readlink -f "$java" 2>/dev/null || echo "$java")
      echo "java=$java"
      echo "version=$(sed -n 's/^JAVA_VERSION="\([^"]*\)".*/\1/p' "${real%/bin/java}/release" 2>/dev/null)"
      return 0
    fi
  done
  return 0
}

# in_place WORK COMMAND...: runs a command in the place.
in_place() {
  read -r holder time <"$1/place/holder" || return 1
  shift
  nsenter "--mount=/proc/$holder/ns/mnt" -- "$@"
}

# put_aside WORK KEPT PRIVATE_TMP DIRECTORY...: copies the layers of a view to KEPT, a directory of this machine, and
# lets copies of this sandbox begin with these, because those of a run end with it.
put_aside() {
  [ -s "$1/place/base" ] || return 0
  base=$(cat "$1/place/base")
  cp -a "$base"/up-* "$base"/made-* "$2/" || return 1
  ! own_namespace || leave_word "$@"
}

# lay_again WORK: makes the place in a copy of a sandbox without its processes, where nobody else has made it.
lay_again() {
  if own_namespace && [ -s /proc/1/cwd/.forkd-mounts ]; then
    sh /proc/1/cwd/.forkd-mounts
  elif [ -d "$1/ship" ] && [ -s "$1/place/again" ]; then
    sh "$1/place/again"
  fi
}

# look WORK COPIED DIRECTORY COMMAND...: runs a command in the place, or in the sandbox itself if there is no place. COPIED is
# processes if those of the sandbox were copied: then the holder is there, but counts as started at another time.
look() {
  work=$1 copied=$2 directory=$3 place=$1/place
  shift 3
  set -- sh -c 'cd "$1" && shift && exec "$@"' sh "$directory" "$@"
  if is_ready || { [ "$copied" = processes ] && read -r holder _ <"$place/holder" && [ -e "/proc/$holder/ns/mnt" ]; }; then
    in_place "$work" "$@"
  else
    "$@"
  fi
}

# listing DIRECTORY: lists its content, except for files that the build tool itself writes meanwhile.
listing() {
  (cd "$1" 2>/dev/null && LC_ALL=C find -P . -mindepth 1 \( \
    \( -path '*/surefire-reports/*' -o -path '*/failsafe-reports/*' \) \
    \( -name 'TEST-*.xml' -o -name '*.txt' -o -name '*.dump' -o -name '*.dumpstream' -o -name failsafe-summary.xml \) \
    -o -path '*/target/surefire' -o -path '*/target/failsafe' -o -path '*/target/forkd' -o -path '*/build/test-results' \
    -o -name .forkd \) -prune -o -printf '%y %m %s %T@ %i %P\0')
}

# view_listings WORK BASE NUMBER DIRECTORY: lists the layer, the directory below it, and both together, in three files.
# Each entry is "type mode size time inode path" and a NUL. Prints nothing if nothing was written.
view_listings() {
  cd "$2" || return 1
  [ -n "$(ls -A "up-$3")" ] || return 0
  listing "$2/up-$3" >"list-up-$3" && in_place "$1" sh "$0" layers "$2" "$3" "$4" || return 1
  echo written
}

layers() {
  listing "$1/low-$2" >"$1/list-low-$2"
  listing "$3" >"$1/list-all-$2"
}

# view_take WORK BASE NUMBER DIRECTORY: copies the files named in BASE/take-NUMBER out of the view, with their holes, the
# fractions of their times, the links between them and their users' attributes.
view_take() {
  more=
  ! tar --xattrs --version >/dev/null 2>&1 || more=--xattrs
  mkdir -p "$2/back-$3" && in_place "$1" sh -c 'cd "$1" && tar --null -T "$2" --no-recursion --format=posix $4 -Scf - | tar -xp $4 -f - -C "$3"' sh "$4" "$2/take-$3" "$2/back-$3" "$more"
}

# prune WORK: deletes of what was shipped by an earlier build all that WORK/ask does not name, and all links, which are
# shipped each time.
prune() {
  cd "$1/ship" 2>/dev/null || return 0
  find . -type l -delete \
    && find . ! -type d -print0 | LC_ALL=C sort -z >"$1/have" \
    && sed -z 's|^|.|' "$1/ask" | LC_ALL=C sort -z >"$1/want" \
    && LC_ALL=C comm -z -23 "$1/have" "$1/want" >"$1/stale" \
    && xargs -0 -r rm -f -- <"$1/stale" \
    && find . -mindepth 1 -depth -type d -empty -delete
}

# ask WORK: writes to WORK/answer the digests of the files named in WORK/ask.gz (each ended by a NUL) that are here: first
# those that were shipped, then those of the system. What was shipped and is not named is deleted. At last come the
# permissions and times of what was shipped.
ask() {
  work=$1
  gunzip -c "$work/ask.gz" >"$work/ask" || return 1
  (prune "$work") || rm -rf "$work/ship"
  {
    [ ! -d "$work/ship" ] || (cd "$work/ship" && sed -z 's|^|.|' "$work/ask" | xargs -0 -r sha256sum -z -- 2>/dev/null)
    printf '@system\0'
    (cd / && sed -z 's|^|.|' "$work/ask" | xargs -0 -r sha256sum -z -- 2>/dev/null)
    printf '@attributes\0'
    [ ! -d "$work/ship" ] || (cd "$work/ship" && find . -type f -printf '%m %T@ %p\0')
  } | gzip -1 >"$work/answer"
}

# unpack WORK: gives files in WORK/ship the permissions and times of their empty namesakes in WORK/attributes.tgz, if
# there is one, and unpacks WORK/ship.tgz into WORK/ship.
unpack() {
  mkdir -p "$1/ship" || return 1
  if [ -e "$1/attributes.tgz" ]; then
    rm -rf "$1/attributes"
    mkdir "$1/attributes" && tar -xzpf "$1/attributes.tgz" --numeric-owner -C "$1/attributes" \
      && cp -a --attributes-only "$1/attributes/." "$1/ship/" && rm -rf "$1/attributes" "$1/attributes.tgz" || return 1
  fi
  tar -xzpf "$1/ship.tgz" --numeric-owner -C "$1/ship" && rm -f "$1/ship.tgz"
}

# outputs WORK DIRECTORY MOST: lists the files below a directory of the place that changed after it was made, each
# as "size path" and a NUL, in at most MOST bytes.
outputs() {
  in_place "$1" sh -c 'cd "$1" 2>/dev/null && LC_ALL=C find . -type f -cnewer "$2" -printf "%s %P\0"' sh "$2" "$1/place/holder" | head -c "$3" | gzip -1 >"$1/outputs"
}

# collect WORK DIRECTORY: packs the files named in WORK/take, each ended by a NUL.
collect() {
  in_place "$1" sh -c 'cd "$1" && tar --null -T "$2" --no-recursion -czf "$3"' sh "$2" "$1/take" "$1/back.tgz"
}

"$@"
