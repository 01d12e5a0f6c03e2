# Runs PostgreSQL for one test run: its programs are in the folder $1, its data and socket in the folder $2.
# Writes one line, "ready" or what went wrong. When its standard input closes, because xtask closed it or ended,
# it stops the server and removes the folder. Signals are ignored: they would stop it halfway.
trap '' HUP INT TERM
cd / || exit
if ! [ -w "$2" ]; then
    echo "the user $(id -un) cannot write to $2; set TMPDIR to a folder that every user can enter"
    exit 1
fi

failed() {
    echo "$(grep -v '^$' "$2/log" | grep -i -m 1 -E 'fatal|error' || tail -n 1 "$2/log")"
    rm -rf "$2"
    exit 1
}

"$1/initdb" -D "$2/data" -U unleash --auth=trust --encoding=UTF8 --locale=C --no-sync \
    >"$2/log" 2>&1 </dev/null || failed "$@"
# The data does not outlive the run, so do not spend time on making it durable.
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
# The folder itself may remain where only root may remove it; xtask does that.
rm -rf "$2" 2>/dev/null
