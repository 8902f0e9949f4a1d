# Ledestjernen in a container: the pages (`web`, as it starts), and what runs by itself (`python manage.py work`).
# Two stages: packages are built and checked by their hashes in the first; the second has neither pip nor a compiler.

FROM docker.io/library/debian:bookworm-slim AS packages
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-venv ca-certificates
COPY requirements.lock requirements-redis.lock requirements-saml.lock requirements-sentry.lock /build/
# Files made ahead only, so that no compiler is needed; --without-pip, so that none stays behind.
RUN python3 -m venv /build/pip && python3 -m venv --without-pip /opt/venv
RUN /build/pip/bin/pip --quiet --disable-pip-version-check --no-cache-dir --python /opt/venv/bin/python install --no-compile \
    --require-hashes --only-binary :all: -r /build/requirements.lock -r /build/requirements-redis.lock \
    -r /build/requirements-saml.lock -r /build/requirements-sentry.lock

FROM docker.io/library/debian:bookworm-slim
# pg_dump and psql, for backups: of PostgreSQL 15, as in compose.yaml; a newer server needs a newer one.
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends python3 postgresql-client-15 ca-certificates tzdata \
    && rm -rf /var/lib/apt/lists/* /var/cache/apt /var/cache/debconf/*-old /var/cache/ldconfig/aux-cache /var/log/*
RUN SOURCE_DATE_EPOCH=0 useradd --system --uid 10001 --user-group --home-dir /app --shell /usr/sbin/nologin ledestjernen
RUN install -d -m 750 -o ledestjernen -g ledestjernen /var/lib/ledestjernen /var/backups/ledestjernen
COPY --from=packages /opt/venv /opt/venv
COPY . /app
WORKDIR /app
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 VAR_DIR=/var/lib/ledestjernen \
    BACKUP_DIR=/var/backups/ledestjernen TRUSTED_PROXIES=1
# Without the time of the build in it: the same code gives the same bytes.
RUN python -m compileall -q --invalidation-mode unchecked-hash /app /opt/venv
USER ledestjernen
VOLUME ["/var/lib/ledestjernen", "/var/backups/ledestjernen"]
EXPOSE 8000
# Whether the process answers; whether all is well says /healthz/ready, to whoever watches.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz/live', timeout=4)"]
CMD ["gunicorn", "config.wsgi", "--config", "config/server.py", "--bind", "0.0.0.0:8000"]
