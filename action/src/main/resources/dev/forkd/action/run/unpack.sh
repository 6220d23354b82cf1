mkdir -p "$2" && cd "$2" || exit 1
if command -v tar >/dev/null; then tar -xzf "$1"; else python3 -m tarfile -e "$1" .; fi || exit 1
rm -f "$1"
