#!/bin/sh
# "Point-in-time recovery" of docs/operations.md, tried: a base backup and the archive of PostgreSQL's own log, a row deleted
# after it, and the database as it was a moment before. Run as root: tests/point_in_time.sh FOLDER
set -eu
folder=${1:?a folder that is not there yet}
bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
install -d -o postgres -g postgres "$folder" "$folder/wal" "$folder/socket"
pg() { (cd / && runuser -u postgres -- "$@"); }
ask() { pg psql -h "$folder/socket" -p 5499 -d postgres -AtXc "$1"; }
trap 'pg "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
    pg "$bin/pg_ctl" -D "$folder/again" -m immediate stop >/dev/null 2>&1 || true' EXIT

pg "$bin/initdb" -D "$folder/data" -A trust --encoding=UTF8 --locale=C.UTF-8 >/dev/null
cat >>"$folder/data/postgresql.conf" <<CONF
listen_addresses = ''
port = 5499
unix_socket_directories = '$folder/socket'
archive_mode = on
archive_command = 'test ! -f $folder/wal/%f && cp %p $folder/wal/.%f && mv $folder/wal/.%f $folder/wal/%f'
archive_timeout = 60
CONF
pg "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/log" start >/dev/null
ask "CREATE TABLE goal (name text); INSERT INTO goal VALUES ('Flere børn leger sammen')" >/dev/null
pg "$bin/pg_basebackup" -h "$folder/socket" -p 5499 -D "$folder/base" --checkpoint=fast --wal-method=stream
ask "INSERT INTO goal VALUES ('Skrevet efter sikkerhedskopien')" >/dev/null
sleep 1
noon=$(ask "SELECT now()")
sleep 1
ask "DELETE FROM goal" >/dev/null
echo "at $noon both goals were there; now: $(ask 'SELECT count(*) FROM goal')"
ask "SELECT pg_switch_wal()" >/dev/null
for _try in $(seq 60); do
    [ "$(ask "SELECT coalesce(last_archived_wal, '') <> '' AND last_archived_time > '$noon' FROM pg_stat_archiver")" = t ] && break
    sleep 0.5
done
pg "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null # the machine is gone

pg cp -a "$folder/base" "$folder/again"
cat >>"$folder/again/postgresql.conf" <<CONF
restore_command = 'cp $folder/wal/%f %p'
recovery_target_time = '$noon'
recovery_target_action = 'promote'
CONF
pg touch "$folder/again/recovery.signal"
pg "$bin/pg_ctl" -D "$folder/again" -w -l "$folder/log.again" start >/dev/null
for _try in $(seq 60); do [ "$(ask 'SELECT pg_is_in_recovery()')" = f ] && break; sleep 0.5; done
found=$(ask "SELECT string_agg(name, ', ' ORDER BY name) FROM goal")
echo "recovered: $found"
[ "$found" = "Flere børn leger sammen, Skrevet efter sikkerhedskopien" ]
