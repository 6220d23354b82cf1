# One process in a sandbox: its supervisor, and functions that short execs call. Needs only POSIX sh and coreutils.
# Short execs source this file for start, poll, send, finish, stop and signal; it is run as a script for supervise.
#
# Files of a process directory: command (script with the command), process.sh (this file), pid (of the supervisor),
# child (pid of the command, which leads its own process group), stream-NAME (outputs), in.N (inputs not yet fed),
# in.end (number of inputs in total), fed (number of inputs fed so far), bell (wakes the feeder), pipe (stdin of the
# command), polled (changes with each poll), fate (the shell's message if a signal kills the command), reason (why the
# command was killed from outside), exit (how it ended).
# Some files must be writable even if the memory file system is full. They are created in advance with a fixed size and
# then overwritten in place (1<>).

# keep FILE TEXT: overwrites in place. A pipe that the command put there would be full one day.
keep() {
  [ ! -p "$1" ] || rm -f "$1"
  printf '%-30s\n' "$2" 1<>"$1"
}

# word FILE: sets forkd_word to what keep wrote; empty if there is nothing. The command may have put a pipe there, and
# reading that would never end.
word() {
  forkd_word=
  [ ! -f "$1" ] || read -r forkd_word <"$1"
}

nap() {
  sleep "$1" 2>/dev/null || sleep 1
}

# passed NOMINAL_MS: sets forkd_passed to the milliseconds since the last call, by the guest's monotonic clock, because
# on a busy host a sleep takes much longer than requested. A jump of the clock means that the machine was stopped or
# copied meanwhile. That time must not count, so NOMINAL_MS is used instead.
passed() {
  forkd_passed=$1
  { IFS=' ' read -r forkd_up _ </proc/uptime; } 2>/dev/null || return 0
  forkd_now=$((${forkd_up%.*} * 1000 + (1${forkd_up#*.} - 100) * 10))
  if [ -n "$forkd_last" ] && [ "$forkd_now" -ge "$forkd_last" ] && [ "$((forkd_now - forkd_last))" -le 10000 ]; then
    forkd_passed=$((forkd_now - forkd_last))
  fi
  forkd_last=$forkd_now
}

# alive PID: tells whether a process is running. A zombie is not: orphans are not reaped in a guest, so with kill -0
# alone they would count as alive for ever.
alive() {
  kill -0 "$1" 2>/dev/null || return 1
  [ -d /proc/self ] || return 0
  { IFS= read -r forkd_line <"/proc/$1/stat"; } 2>/dev/null || return 1
  case ${forkd_line##*) } in Z* | X*) return 1 ;; esac
  return 0
}

# table: prints pid, parent, group and session of all processes. It reads /proc, because many images have no ps.
table() {
  if [ -r /proc/self/stat ]; then
    for forkd_file in /proc/[0-9]*/stat; do
      { IFS= read -r forkd_line <"$forkd_file"; } 2>/dev/null || continue
      forkd_pid=${forkd_line%% *}
      set -- ${forkd_line##*) }
      case $1 in Z | X) continue ;; esac
      echo "$forkd_pid $2 $3 $4"
    done
  else
    ps -A -o pid= -o ppid= -o pgid= -o stat= | while read -r forkd_pid forkd_parent forkd_group forkd_state; do
      case $forkd_state in Z*) continue ;; esac
      echo "$forkd_pid $forkd_parent $forkd_group $forkd_group"
    done
  fi
}

# tree ROOT DIR: prints the pids of all processes in ROOT's group or session, of its descendants, and of processes with
# DIR in their environment: a daemon leaves its group, session and parents, but keeps its environment.
tree() {
  forkd_root=$1 forkd_all=" $1 " forkd_found=
  forkd_table=$(table)
  forkd_grown=1
  while [ -n "$forkd_grown" ]; do
    forkd_grown=
    while read -r forkd_pid forkd_parent forkd_group forkd_session; do
      [ -n "$forkd_pid" ] || continue
      case $forkd_found in *" $forkd_pid "*) continue ;; esac
      case $forkd_all in
        *" $forkd_pid "* | *" $forkd_parent "*) ;;
        *) [ "$forkd_group" = "$forkd_root" ] || [ "$forkd_session" = "$forkd_root" ] || continue ;;
      esac
      forkd_all="$forkd_all$forkd_pid "
      forkd_found="$forkd_found $forkd_pid "
      forkd_grown=1
    done <<EOF
$forkd_table
EOF
  done
  if [ -r /proc/self/environ ]; then
    # -z, because busybox's grep reads a line only up to the first NUL.
    for forkd_file in $(grep -lszF "FORKD_PROCESS_DIR=$2" /proc/[0-9]*/environ 2>/dev/null); do
      forkd_pid=${forkd_file#/proc/}
      forkd_found="$forkd_found ${forkd_pid%/environ} "
    done
  fi
  printf '%s' "$forkd_found"
}

# kill_tree ROOT DIR: kills the tree again and again, because it may grow meanwhile, until nothing is left.
kill_tree() {
  forkd_pass=0
  while [ "$forkd_pass" -lt 20 ]; do
    forkd_victims=$(tree "$1" "$2")
    [ -n "$forkd_victims" ] || return 0
    kill -9 $forkd_victims 2>/dev/null
    forkd_pass=$((forkd_pass + 1))
    [ "$forkd_pass" -lt 3 ] || nap 0.05
  done
}

# child DIR: sets forkd_child to the pid of the command, waiting a little for the command to start.
child() {
  forkd_tries=0 forkd_child=
  while [ -z "$forkd_child" ] && [ ! -f "$1/exit" ] && [ "$forkd_tries" -lt 100 ]; do
    [ "$forkd_tries" -eq 0 ] || nap 0.02
    word "$1/child"
    forkd_child=$forkd_word
    forkd_tries=$((forkd_tries + 1))
  done
  [ -n "$forkd_child" ]
}

# end DIR REASON: records the reason, and kills the command with everything that it started.
end() {
  keep "$1/reason.new" "$2"
  mv -f "$1/reason.new" "$1/reason"
  child "$1" && kill_tree "$forkd_child" "$1"
}

# start TEXT DIR DEADLINE_MS ABANDON_MS TICK_MS TICK_S WORKDIR PROGRAM PATH COMMAND_FILE SIZE STREAM... -- BASE64...
# Starts the command at most once, however often it is called, because only one call can create the directory.
start() {
  text=$1 d=$2 deadline=$3 abandon=$4 tick=$5 ticks=$6 dir=$7 program=$8 path=$9
  shift 9
  file=$1 size=$2
  shift 2
  if [ ! -d "$d" ]; then
    (
      if [ -n "$dir" ]; then cd "$dir" || exit 41; fi
      if [ -n "$path" ]; then PATH=$path; fi
      case $program in
        */*) [ -f "$program" ] && [ -x "$program" ] || exit 42 ;;
        *) command -v "$program" >/dev/null || exit 42 ;;
      esac
    ) || return
  fi
  if mkdir -m 700 "$d" 2>/dev/null; then
    mask=$(umask)
    umask 077
    printf '%s' "$text" >"$d/process.sh" || return 43
    while [ "$1" != -- ]; do
      : >"$d/stream-$1" || return 43
      shift
    done
    shift
    if [ -n "$file" ]; then mv -f "$file" "$d/command"; else printf '%s' "$@" | base64 -d >"$d/command"; fi
    [ "$(($(wc -c <"$d/command")))" -eq "$size" ] || return 43
    for name in polled child fed exit.new reason.new; do keep "$d/$name" '' || return 43; done
    mkfifo "$d/bell" "$d/pipe" || return 43
    # As a script and not with -c: with -c, bash in POSIX mode prints no message about a killed child.
    set -- sh "$d/process.sh" supervise "$d" "$deadline" "$abandon" "$tick" "$ticks" "$mask"
    if command -v setsid >/dev/null; then
      setsid "$@" </dev/null >/dev/null 2>"$d/fate" &
    else
      (
        set -m
        "$@" </dev/null >/dev/null 2>"$d/fate" &
      ) 2>/dev/null
    fi
  fi
  waited=0 forkd_last=
  passed 0
  while [ ! -s "$d/pid" ]; do
    [ "$waited" -lt 10000 ] || return 44
    nap 0.02
    passed 20
    waited=$((waited + forkd_passed))
  done
}

# supervise DIR DEADLINE_MS ABANDON_MS TICK_MS TICK_S UMASK: runs the command and records how it ended.
supervise() {
  d=$1 deadline=$2 abandon=$3 tick=$4 ticks=$5 mask=$6
  umask 077
  # Opened before anybody can write to it: what is written to a pipe that nobody has open is lost.
  exec 3<>"$d/bell"
  feed &
  feeder=$!
  watch 3>&- &
  watcher=$!
  echo $$ >"$d/pid.new" && mv -f "$d/pid.new" "$d/pid"
  # Run in the foreground, because every shell then reports a death by signal on its stderr, which is the file fate. The
  # exit code alone does not distinguish exit 137 from SIGKILL.
  if command -v setsid >/dev/null; then
    (umask "$mask"; exec setsid sh "$d/command" "$d" 3>&- <"$d/pipe" >>"$d/stream-stdout" 2>>"$d/stream-stderr")
    code=$?
  else
    set -m
    (umask "$mask"; exec sh "$d/command" "$d" 3>&- <"$d/pipe" >>"$d/stream-stdout" 2>>"$d/stream-stderr")
    code=$?
    set +m
  fi
  kill "$watcher" "$feeder" 2>/dev/null
  how=
  if [ -f "$d/reason" ]; then
    word "$d/reason"
    how=$forkd_word
    # The process that recorded the reason may itself have been killed before it had killed the whole tree.
    child "$d" && kill_tree "$forkd_child" "$d"
  elif [ "$code" -gt 128 ] && [ -s "$d/fate" ]; then
    how="signaled $((code - 128))"
  else
    how="exited $code"
  fi
  keep "$d/exit.new" "$how"
  mv -f "$d/exit.new" "$d/exit"
}

# feed: copies the inputs to the command's stdin in their order; sleeps until the bell wakes it.
feed() {
  n=0
  while read -r _ <&3; do
    while [ -f "$d/in.$n" ]; do
      cat "$d/in.$n" 3>&-
      n=$((n + 1))
      keep "$d/fed" "$n"
      rm -f "$d/in.$((n - 1))"
    done
    word "$d/in.end"
    [ -z "$forkd_word" ] || [ "$n" -lt "$forkd_word" ] || break
  done >"$d/pipe" 2>/dev/null
}

# watch: ends the command at its deadline, if nobody polls any more, or if the supervisor has died.
watch() {
  exec 2>/dev/null
  up=0 idle=0 seen= forkd_last=
  sleep 0.01 || { tick=1000 ticks=1; }
  passed 0
  while sleep "$ticks"; do
    passed "$tick"
    # Idleness is counted in sleeps and not in time, because on an overloaded host polls come late as well.
    up=$((up + forkd_passed)) idle=$((idle + tick))
    word "$d/polled"
    [ "$forkd_word" = "$seen" ] || { seen=$forkd_word idle=0; }
    if [ "$deadline" -gt 0 ] && [ "$up" -ge "$deadline" ]; then
      end "$d" deadline
      return
    elif [ "$abandon" -gt 0 ] && [ "$idle" -ge "$abandon" ]; then
      end "$d" abandoned
      return
    elif ! alive $$ && [ ! -f "$d/exit" ]; then
      end "$d" lost
      kill "$feeder"
      keep "$d/exit.new" lost
      mv -f "$d/exit.new" "$d/exit"
      return
    fi
  done
}

# poll DIR TURN WAIT_MS MOST STREAM OFFSET...: waits for new bytes or the end, and prints "@dead" if the supervisor has
# died, "@exit HOW" if the command has ended, for each stream "@size NAME BYTES" and, before new bytes in base64,
# "@data NAME BYTES", and finally "@done".
poll() {
  d=$1 turn=$2 wait=$3 most=$4
  shift 4
  cd "$d" 2>/dev/null || return 46
  keep polled "$turn"
  names= files= offsets=
  while [ $# -gt 0 ]; do
    names="$names $1" files="$files stream-$1" offsets="$offsets $2"
    shift 2
  done
  if stat -c %s . >/dev/null 2>&1; then size='stat -c %s'; elif stat -f %z . >/dev/null 2>&1; then size='stat -f %z'; else size=count; fi
  waited=0 rounds=0 forkd_last=
  passed 0
  while :; do
    # Read before the sizes, so that these are final if the command has ended.
    word ./exit
    how=$forkd_word
    sizes=$($size $files) || return 46
    set -- $sizes
    fresh=
    for offset in $offsets; do
      [ "$1" -le "$offset" ] || fresh=1
      shift
    done
    [ -z "$fresh$how" ] && [ "$waited" -lt "$wait" ] || break
    rounds=$((rounds + 1))
    if [ "$rounds" -lt 6 ]; then ms=20 s=0.02; elif [ "$rounds" -lt 12 ]; then ms=50 s=0.05; else ms=200 s=0.2; fi
    sleep $s 2>/dev/null || { ms=1000; sleep 1; }
    passed "$ms"
    waited=$((waited + forkd_passed))
    keep polled "$turn.$rounds"
  done
  word ./pid
  if [ -z "$how" ] && [ -n "$forkd_word" ] && ! alive "$forkd_word" && [ ! -f exit ]; then echo @dead; fi
  [ -z "$how" ] || echo "@exit $how"
  set -- $sizes
  for name in $names; do
    echo "@size $name $1"
    offset=${offsets# } offsets=${offsets# }
    offset=${offset%% *}
    case $offsets in *' '*) offsets=${offsets#* } ;; *) offsets= ;; esac
    n=$(($1 - offset))
    [ "$n" -le "$most" ] || n=$most
    if [ "$n" -gt 0 ]; then
      echo "@data $name $n"
      tail -c "+$((offset + 1))" "stream-$name" | head -c "$n" | base64
    fi
    shift
  done
  echo @done
}

count() {
  for forkd_file in "$@"; do
    wc -c <"$forkd_file"
  done
}

# send DIR NUMBER SIZE BASE64...: stores input NUMBER. It counts only once, however often it is sent.
send() {
  cd "$1" 2>/dev/null || return 46
  n=$2 size=$3
  shift 3
  [ ! -f exit ] || return 45
  umask 077
  word ./fed
  if [ ! -e "in.$n" ] && [ "${forkd_word:-0}" -le "$n" ]; then
    printf '%s' "$@" | base64 -d >"in.$n.$$"
    if [ "$(($(wc -c <"in.$n.$$")))" -ne "$size" ]; then
      rm -f "in.$n.$$"
      return 43
    fi
    mv -f "in.$n.$$" "in.$n"
  fi
  echo ring 1<>bell
}

# finish DIR COUNT: ends the command's stdin after COUNT inputs.
finish() {
  cd "$1" 2>/dev/null || return 46
  [ ! -f exit ] || return 0
  umask 077
  echo "$2" >"in.end.$$" && mv -f "in.end.$$" in.end || return 43
  echo ring 1<>bell
}

# stop DIR: kills the command's tree, and waits until the supervisor has recorded the end.
stop() {
  [ -d "$1" ] || return 46
  [ ! -f "$1/exit" ] || return 0
  end "$1" killed
  tries=0
  while [ ! -f "$1/exit" ] && [ "$tries" -lt 100 ]; do
    tries=$((tries + 1))
    nap 0.02
  done
}

# signal DIR NUMBER: sends a signal to the command's process group.
signal() {
  [ -d "$1" ] || return 46
  [ ! -f "$1/exit" ] && child "$1" || return 0
  kill "-$2" "-$forkd_child" 2>/dev/null || [ -f "$1/exit" ] || kill "-$2" "$forkd_child"
}

case $0 in
  */process.sh) "$@" ;;
esac
