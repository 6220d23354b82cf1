# upload.sh PART SEEK TARGET SIZE DIGEST BASE64...: writes one chunk at its own offset (SEEK blocks of 12288 bytes), so
# that the same chunk may arrive twice. The last chunk comes with a DIGEST; PART is then checked and moved to TARGET.
# Needs only POSIX sh and coreutils.

part=$1 seek=$2 target=$3 size=$4 digest=$5
shift 5
LC_ALL=C
export LC_ALL
umask 077

sum() {
  if command -v sha256sum >/dev/null; then
    sum=$(sha256sum <"$1")
  elif command -v shasum >/dev/null; then
    sum=$(shasum -a 256 <"$1")
  else
    echo "neither sha256sum nor shasum is there" >&2
    exit 53
  fi
  sum=${sum%% *}
}

arrived() {
  [ -f "$1" ] || return 1
  sum "$1"
  [ "$sum" = "$digest" ]
}

mkdir -p "${target%/*}" || exit 51
if [ -n "$digest" ] && [ ! -e "$part" ] && arrived "$target"; then exit 0; fi
if [ $# -gt 0 ]; then
  printf '%s' "$@" | base64 -d | dd of="$part" bs=12288 seek="$seek" conv=notrunc || exit 51
else
  : >>"$part" || exit 51
fi
[ -n "$digest" ] || exit 0
if arrived "$part"; then
  mv -f "$part" "$target" || exit 51
elif ! arrived "$target"; then
  echo "$(($(wc -c <"$part"))) of $size bytes" >&2
  exit 52
fi
