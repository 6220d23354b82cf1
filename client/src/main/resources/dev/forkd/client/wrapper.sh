forkd_script=$1 forkd_mark=$2
shift 2
(eval "$forkd_script") </dev/null
printf '\n@@%s %d@@' "$forkd_mark" "$?"
