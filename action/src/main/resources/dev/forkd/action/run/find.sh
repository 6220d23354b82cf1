most=$1 place=$2 pattern=$3
shift 3
# shellcheck disable=SC2164 # Where it is missing, what is looked for may be here.
if [ -n "$place" ]; then cd "$place"; fi
break='
'
number=0
for directory in "$@"; do
  if [ ! -e "$directory" ]; then printf '%s missing\n' "$number"; fi
  # Of other kinds, and of names that the list of lines below cannot hold, only the number is told.
  others=$(find -H "$directory" -name "$pattern" ! -type d \( ! -type f -o -path "*$break*" \) -exec printf '%.0s.' {} + 2>/dev/null | wc -c)
  if [ "$others" -gt 0 ]; then printf '%s others %s\n' "$number" "$((others))"; fi
  find -H "$directory" -type f -name "$pattern" ! -path "*$break*" 2>/dev/null | while IFS= read -r file; do
    case $file in /*) ;; *) file=$PWD/$file ;; esac
    size=$(wc -c 2>/dev/null <"$file")
    printf '%s %s %s\n' "$number" "$((size))" "$file"
  done
  number=$((number + 1))
done | head -n "$most"
