trap '' INT TERM HUP QUIT
if [ -n "$3" ]; then cp -a "$3"/. "$2"/ || exit 73; fi
echo "ready $$"
exec >/dev/null 2>&1
while read -r _; do :; done
i=0
while [ $i -lt 50 ]; do
  i=$((i+1))
  found=
  for f in $(grep -lsF -- "$1" /proc/[0-9]*/environ); do
    p=${f#/proc/}
    kill -9 "${p%/environ}" && found=1
  done
  [ -n "$found" ] || break
done
rm -rf -- "$2"
exit 0
