#!/bin/sh
# From a bare Debian 12 to a page one can sign in on: PostgreSQL, the application, what runs by itself, nginx with https.
#
#   deploy/install-debian12.sh ledestjernen.example.dk [admin@example.dk]
#
# Run as root from a checkout. Says what it does, and may be run again: what is there is kept, the code is renewed. So it
# takes a new version into use, too, and makes a backup before; if that fails, the database is as it was, and the same
# script of the former version puts the code back.
set -eu

name=${1:?"Say the name of the site: deploy/install-debian12.sh ledestjernen.example.dk [admin@example.dk]"}
admin=${2:-}
source=$(cd "$(dirname "$0")/.." && pwd)
home=/opt/ledestjernen
settings=/etc/ledestjernen/environment
tls=/etc/ledestjernen/tls

say() { printf '\n== %s\n' "$*"; }
as_app() { runuser -u ledestjernen -- "$@"; }
manage() {
    as_app sh -c 'set -a; . '"$settings"'; set +a; cd '"$home"'/app; exec '"$home"'/venv/bin/python manage.py "$@"' manage "$@"
}
[ "$(id -u)" = 0 ] || { echo "Run it as root." >&2; exit 1; }

say "Packages of Debian: Python, PostgreSQL, nginx"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends python3 python3-venv postgresql nginx-light curl ca-certificates openssl tzdata >/dev/null

say "The account ledestjernen and its folders"
getent passwd ledestjernen >/dev/null ||
    useradd --system --user-group --home-dir "$home" --shell /usr/sbin/nologin ledestjernen
install -d -m 755 "$home" "$home/app"
install -d -m 750 -o ledestjernen -g ledestjernen /var/lib/ledestjernen
install -d -m 700 -o ledestjernen -g ledestjernen /var/backups/ledestjernen
install -d -m 750 -g ledestjernen /etc/ledestjernen
install -d -m 700 "$tls"

if [ -d /run/systemd/system ] && systemctl cat ledestjernen-web >/dev/null 2>&1; then
    say "The services rest meanwhile"
    systemctl stop ledestjernen-watch.timer ledestjernen-work ledestjernen-web
fi

say "The code in $home/app and its packages, each checked by its hash"
rm -rf "$home/app"
install -d -m 755 "$home/app"
(cd "$source" && tar --exclude=./.git --exclude=./.venv --exclude=./var --exclude=./.env --exclude=__pycache__ -cf - .) |
    tar -C "$home/app" --no-same-owner -xf -
[ -x "$home/venv/bin/python" ] || python3 -m venv "$home/venv"
"$home/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-cache-dir \
    --require-hashes -r "$home/app/requirements.lock"
chmod -R go+rX,go-w "$home"

say "The database ledestjernen, which only the account of that name reaches"
pg_isready --quiet || service postgresql start >/dev/null
for _try in 1 2 3 4 5 6 7 8 9 10; do pg_isready --quiet && break; sleep 1; done
postgres() { (cd / && runuser -u postgres -- "$@"); }
[ "$(postgres psql -Atc "SELECT 1 FROM pg_roles WHERE rolname = 'ledestjernen'")" = 1 ] ||
    postgres createuser ledestjernen
[ "$(postgres psql -Atc "SELECT 1 FROM pg_database WHERE datname = 'ledestjernen'")" = 1 ] ||
    postgres createdb --owner=ledestjernen --encoding=UTF8 --locale=C.UTF-8 --template=template0 ledestjernen

say "Settings in $settings"
if [ ! -e "$settings" ]; then
    key=$(python3 -c 'from secrets import token_urlsafe; print(token_urlsafe(50))')
    sed -e "s/^SECRET_KEY=.*/SECRET_KEY=$key/" -e "s/ledestjernen\.example\.dk/$name/" \
        -e 's/^EMAIL_URL=/#EMAIL_URL=/' "$source/deploy/environment.example" |
        install -m 640 -g ledestjernen /dev/stdin "$settings"
    echo "A key was made. Fill in EMAIL_URL, MUNICIPALITY_NAME and the rest, then: systemctl restart ledestjernen-web ledestjernen-work"
fi

say "Tables, reference data, static files"
manage upgrade
if [ -n "$admin" ]; then
    manage createsuperuser --noinput --email "$admin" --name "${admin%%@*}" 2>/dev/null ||
        echo "$admin is there already."
    echo "Choose a password: cd $home/app && deploy/manage changepassword $admin"
fi

say "https by nginx"
if [ ! -e "$tls/fullchain.pem" ]; then
    openssl req -x509 -newkey rsa:2048 -nodes -days 90 -subj "/CN=$name" -addext "subjectAltName=DNS:$name" \
        -keyout "$tls/privkey.pem" -out "$tls/fullchain.pem" 2>/dev/null
    echo "A certificate of its own for 90 days: put your municipality's in $tls (fullchain.pem, privkey.pem)."
fi
sed "s/ledestjernen\.example\.dk/$name/" "$source/deploy/nginx.conf" >/etc/nginx/sites-available/ledestjernen
ln -sf ../sites-available/ledestjernen /etc/nginx/sites-enabled/ledestjernen
rm -f /etc/nginx/sites-enabled/default
nginx -t -q

say "Services: the pages, what runs by itself, and a look every five minutes"
install -m 644 "$source"/deploy/systemd/ledestjernen-* /etc/systemd/system/
if [ -d /run/systemd/system ]; then
    systemctl daemon-reload
    systemctl enable --quiet ledestjernen-web ledestjernen-work ledestjernen-watch.timer nginx postgresql
    systemctl restart ledestjernen-web ledestjernen-work ledestjernen-watch.timer nginx
else
    echo "systemd does not run here: start what /etc/systemd/system/ledestjernen-*.service says by hand."
fi
manage check --deploy
say "Done: https://$name"
