# download.sh FILE OFFSET MOST WITH_DIGEST: prints "SIZE DIGEST" (or "SIZE -"), and then a slice of the file in base64.

[ -f "$1" ] || exit 60
[ -r "$1" ] || exit 61
digest=-
if [ "$4" = 1 ]; then
  if command -v sha256sum >/dev/null; then digest=$(sha256sum <"$1"); else digest=$(shasum -a 256 <"$1"); fi
fi
size=$(stat -c %s "$1" 2>/dev/null || wc -c <"$1")
echo "$((size)) ${digest%% *}"
tail -c "+$(($2 + 1))" "$1" | head -c "$3" | base64
