f=$1; shift
# shellcheck disable=SC3040 # Only bash gets there.
if [ -n "$BASH_VERSION" ]; then set +o posix; SHLVL=0; fi
exec 3>&2 2>"$f" </dev/null
p=
case $1 in
*/*) [ -f "$1" ] && [ -x "$1" ] && p=$1 ;;
*)
  IFS=:
  for d in $PATH; do
    if [ -f "$d/$1" ] && [ -x "$d/$1" ]; then p=$d/$1; break; fi
  done
  unset IFS ;;
esac
if [ -z "$p" ]; then echo missing >&2; exit 127; fi
umask 022
(exec "$@" 2>&3 3>&-)
echo "rc=$?" >&2
exit 0
