#!/bin/sh
# The image of the Dockerfile, built and tried where no Docker and no registry are: buildah with chroot isolation, on a
# Debian of debootstrap that stands in for debian:bookworm-slim. Every line of the Dockerfile is run, then the image is
# asked for a page and looked through. Run as root: tests/container.sh FOLDER
set -eu
folder=${1:?a folder for the images, 3 GB}
here=$(cd "$(dirname "$0")/.." && pwd)
base=docker.io/library/debian:bookworm-slim
mkdir -p "$folder"
buildah() { command buildah --storage-driver vfs --root "$folder/store" --runroot "$folder/run" "$@"; }
say() { printf '\n== %s\n' "$*"; }

say "A Debian to stand on"
if ! buildah inspect --type image "$base" >/dev/null 2>&1; then
    [ -e "$folder/debian/etc/debian_version" ] ||
        debootstrap --variant=minbase bookworm "$folder/debian" http://deb.debian.org/debian >/dev/null
    made=$(buildah from scratch)
    buildah add --quiet "$made" "$folder/debian" / >/dev/null
    buildah commit --quiet "$made" "$base" >/dev/null
    buildah rm "$made" >/dev/null
fi

say "Every line of the Dockerfile"
cp -L /etc/ssl/certs/ca-certificates.crt "$folder/here.crt" # whom this machine trusts, where a proxy stands before PyPI
printf '[global]\ncert = /etc/ssl/here.crt\n' >"$folder/pip.conf"
build() {
    began=$(date +%s)
    buildah bud --isolation chroot --network host --pull-never --format docker --layers=false \
        --volume "$folder/pip.conf:/etc/pip.conf:ro" --volume "$folder/here.crt:/etc/ssl/here.crt:ro" --tag "$1" --file "$here/Dockerfile" "$here"
    echo "built in $(($(date +%s) - began)) s"
}
build ledestjernen:tried

say "What is in it"
one=$(buildah from --pull-never ledestjernen:tried)
trap 'buildah rm "$one" >/dev/null' EXIT
run() { buildah run --isolation chroot --network host "$@"; }
root=$(buildah mount "$one")
user=$(buildah inspect --format '{{.Docker.Config.User}}' "$one")
[ "$user" = ledestjernen ] || { echo "It would run as $user."; exit 1; }
run "$one" sh -c '[ "$(id -u)" = 10001 ]'
for tool in gcc cc make pip pip3 git curl wget; do
    ! run "$one" sh -c "command -v $tool" || { echo "$tool is in the image."; exit 1; }
done
for file in tests .git .env var requirements-dev.lock; do
    [ ! -e "$root/app/$file" ] || { echo "$file is in the image."; exit 1; }
done
! run "$one" sh -c 'touch /app/changed 2>/dev/null' || { echo "The code can be changed."; exit 1; }
run "$one" pg_dump --version
du -sh "$root" | cut -f1

say "The same once more"
told() { # every file by its name, rights, owner and content
    (cd "$1" && find . -xdev \( -type f -printf '%p %m %U ' -exec sha256sum {} \; \) -o -printf '%p %m %U %l\n') | sort
}
told "$root" >"$folder/first"
build ledestjernen:again
again=$(buildah from --pull-never ledestjernen:again)
told "$(buildah mount "$again")" >"$folder/second"
buildah rm "$again" >/dev/null
diff "$folder/first" "$folder/second" | grep '^[<>]' | cut -d' ' -f2 | sort -u || true
cmp "$folder/first" "$folder/second" || { echo "Two builds of the same are not equal."; exit 1; }
echo "equal: $(wc -l <"$folder/first") names"

say "A page of it"
key=$(python3 -c 'from secrets import token_urlsafe; print(token_urlsafe(50))')
settings="--env SECRET_KEY=$key --env ALLOWED_HOSTS=127.0.0.1 --env WAS_URL=https://was.example.dk"
# shellcheck disable=SC2086
run $settings "$one" python manage.py upgrade
# shellcheck disable=SC2086
run $settings "$one" sh -c 'gunicorn config.wsgi --config config/server.py --bind 127.0.0.1:8118 & web=$!
    for _try in $(seq 60); do sleep 1; python -c "import urllib.request as u; u.urlopen(\"http://127.0.0.1:8118/healthz/live\", timeout=4)" 2>/dev/null && break; done
    python -c "
import urllib.request as u
page = u.urlopen(u.Request(\"http://127.0.0.1:8118/konto/log-ind/\", headers={\"X-Forwarded-Proto\": \"https\", \"X-Forwarded-For\": \"192.0.2.1\"}), timeout=20)
assert b\"csrfmiddlewaretoken\" in page.read() and page.status == 200
print(\"signing in is answered\", page.headers[\"Strict-Transport-Security\"])"; done=$?
    kill $web; wait $web; exit $done'
