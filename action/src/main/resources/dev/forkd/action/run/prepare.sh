if [ -n "$FORKD_NOW" ] && [ "$(($(date +%s) + 60))" -lt "$FORKD_NOW" ]; then date -s "@$FORKD_NOW" >/dev/null 2>&1; fi
unset FORKD_NOW
mkdir -p "$FORKD_REPORTS" 2>/dev/null
