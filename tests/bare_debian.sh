#!/bin/sh
# The installation of deploy/install-debian12.sh, tried: from a bare Debian 12 (debootstrap) to a page somebody is
# signed in on, over https, with the minutes it took. Run as root: tests/bare_debian.sh FOLDER
# There is no systemd in such a root: what the units start (ExecStart) is started as the account they name.
set -eu
root=$(realpath -m "${1:?a folder for the root, 2 GB}")
here=$(cd "$(dirname "$0")/.." && pwd)
name=ledestjernen.example.dk
in_root() { chroot "$root" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 ${PIP_CERT:+PIP_CERT=/etc/ssl/here.crt} "$@"; }

[ -e "$root/etc/debian_version" ] || debootstrap --variant=minbase bookworm "$root" http://deb.debian.org/debian >/dev/null
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod +x "$root/usr/sbin/policy-rc.d"
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
mountpoint -q "$root/dev" || mount --rbind /dev "$root/dev"
cp /etc/resolv.conf /etc/hosts "$root/etc/"
mkdir -p "$root/etc/ssl" "$root/root/source"
cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/here.crt"
(cd "$here" && git ls-files -z --cached --others --exclude-standard | grep -zv '^\.venv' | tar --null -T - -cf -) | tar -C "$root/root/source" -xf -

began=$(date +%s)
in_root sh /root/source/deploy/install-debian12.sh "$name" admin@example.dk
installed=$(date +%s)

start() { # what a unit starts, as its account, in its folder, with its settings
    unit="$root/etc/systemd/system/$1.service"
    command=$(sed -n 's/^ExecStart=//p' "$unit")
    in_root runuser -u ledestjernen -- sh -c "set -a; . /etc/ledestjernen/environment; set +a
        cd /opt/ledestjernen/app; exec $command" >"$root/var/log/$1.log" 2>&1 &
}
start ledestjernen-web
start ledestjernen-work
in_root nginx
end() { # all that runs in that root, and nothing else
    in_root nginx -s stop
    in_root service postgresql stop >/dev/null
    for process in /proc/[0-9]*; do
        [ "$(readlink "$process/root" 2>/dev/null)" = "$root" ] && kill "${process#/proc/}" 2>/dev/null
    done
    wait
    umount -l "$root/proc" "$root/dev"
}
trap end EXIT

in_root sh -c "cd /opt/ledestjernen/app && deploy/manage shell -v0 -c \"
from accounts.models import User
one = User.objects.get(email='admin@example.dk'); one.set_password('kun-til-denne-prøve'); one.save()\""
ask() { in_root curl --silent --show-error --cacert /etc/ledestjernen/tls/fullchain.pem --resolve "$name:443:127.0.0.1" \
    --cookie-jar /tmp/jar --cookie /tmp/jar "$@"; }
for _try in $(seq 60); do in_root curl -sf http://127.0.0.1:8000/healthz/live >/dev/null 2>&1 && break; sleep 1; done
token=$(ask "https://$name/konto/log-ind/" | sed -n 's/.*csrfmiddlewaretoken" value="\([^"]*\)".*/\1/p' | head -1)
ask --location --referer "https://$name/konto/log-ind/" --data-urlencode "csrfmiddlewaretoken=$token" \
    --data-urlencode username=admin@example.dk --data-urlencode 'password=kun-til-denne-prøve' \
    "https://$name/konto/log-ind/" >/tmp/signed-in.html
grep -q "admin" /tmp/signed-in.html && grep -qi "log ud" /tmp/signed-in.html || { echo "Nobody is signed in."; head -50 /tmp/signed-in.html; exit 1; }
ended=$(date +%s)
sleep 15
echo "ready: $(in_root curl -s http://127.0.0.1:8000/healthz/ready)"
echo "headers: $(ask -I "https://$name/konto/log-ind/" | grep -i -E '^(strict-transport|server|set-cookie)' | tr -d '\r' | tr '\n' ' ')"
echo "installed in $((installed - began)) s, signed in after $((ended - began)) s"
began=$(date +%s)
in_root sh /root/source/deploy/install-debian12.sh "$name" admin@example.dk >/dev/null
echo "run again: $(($(date +%s) - began)) s, nothing lost: $(in_root sh -c 'cd /opt/ledestjernen/app && deploy/manage shell -v0 -c "from accounts.models import User; print(User.objects.count())"') person"
