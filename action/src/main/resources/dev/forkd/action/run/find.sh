most=$1 place=$2 pattern=$3
shift 3
# shellcheck disable=SC2164 # Where it is missing, what is looked for may be here.
if [ -n "$place" ]; then cd "$place"; fi
number=0
for directory in "$@"; do
  find -H "$directory" -type f -name "$pattern" 2>/dev/null | while IFS= read -r file; do
    case $file in /*) ;; *) file=$PWD/$file ;; esac
    printf '%s %s %s\n' "$number" "$(($(wc -c <"$file")))" "$file"
  done
  number=$((number + 1))
done | head -n "$most"
