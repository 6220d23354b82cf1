forkd_script=$1 forkd_mark=$2 forkd_base=$3 forkd_key=$3/k-$2 forkd_old=$4
shift 4
for forkd_name in $forkd_old; do rm -rf "$forkd_base/k-$forkd_name"; done
forkd_code=
if ! mkdir -m 700 "$forkd_key" 2>/dev/null; then
  while [ -d "$forkd_key" ] && [ ! -s "$forkd_key/code" ]; do
    forkd_pid=
    read -r forkd_pid 2>/dev/null <"$forkd_key/pid"
    if [ -n "$forkd_pid" ] && ! kill -0 "$forkd_pid" 2>/dev/null && [ ! -s "$forkd_key/code" ]; then
      forkd_code=125
      echo "it was cut short together with the connection" >&2
      break
    fi
    sleep 0.05 2>/dev/null || sleep 1
  done
  [ ! -s "$forkd_key/code" ] || read -r forkd_code <"$forkd_key/code"
elif { echo "$$" >"$forkd_key/pid"; } 2>/dev/null; then
  (eval "$forkd_script") </dev/null >"$forkd_key/out" 2>"$forkd_key/err"
  forkd_code=$?
  { echo "$forkd_code" >"$forkd_key/code"; } 2>/dev/null
fi
if [ -z "$forkd_code" ]; then
  (eval "$forkd_script") </dev/null
  forkd_code=$?
else
  [ ! -s "$forkd_key/out" ] || cat "$forkd_key/out"
  [ ! -s "$forkd_key/err" ] || cat "$forkd_key/err" >&2
fi
printf '\n@@%s %d@@' "$forkd_mark" "$forkd_code"
