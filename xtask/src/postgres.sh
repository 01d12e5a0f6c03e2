# A PostgreSQL for one run: its programs are in the folder $1, it lives in the folder $2. Writes one line,
# "ready" or what went wrong. Stops, and leaves nothing, once its standard input ends: when xtask closes it, or
# is no more. So it is not for signals to stop.
trap '' HUP INT TERM
cd / || exit
if ! [ -w "$2" ]; then
    echo "the user $(id -un) does not get into $2; TMPDIR may name a folder where everybody does"
    exit 1
fi

failed() {
    echo "$(grep -v '^$' "$2/log" | grep -i -m 1 -E 'fatal|error' || tail -n 1 "$2/log")"
    rm -rf "$2"
    exit 1
}

"$1/initdb" -D "$2/data" -U unleash --auth=trust --encoding=UTF8 --locale=C --no-sync \
    >"$2/log" 2>&1 </dev/null || failed "$@"
# Nothing of it outlives the run: what would guard it against a loss of power only costs time.
"$1/postgres" -D "$2/data" -c listen_addresses= -c unix_socket_directories="$2" \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off >"$2/log" 2>&1 &
server=$!
tries=0
until "$1/pg_isready" --quiet --host="$2" --username=unleash --dbname=postgres; do
    tries=$((tries + 1))
    if ! kill -0 "$server" 2>/dev/null || [ "$tries" -gt 1200 ]; then
        kill -KILL "$server" 2>/dev/null
        failed "$@"
    fi
    sleep 0.05
done
echo ready

read -r _
kill -INT "$server"
wait "$server"
# Where the folder around it is not open to everybody, xtask removes the empty rest.
rm -rf "$2" 2>/dev/null
