# Gives the guest's random number generator the bytes $1 (in hexadecimal), with the program $2. Where there is no Python, or
# the program is refused, the bytes are at least written.
python3 -I -S -c "$2" "$1" 2>/dev/null || printf '%s' "$1" 2>/dev/null >/dev/urandom || :
