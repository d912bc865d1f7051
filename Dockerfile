# The service in a container. Notices and caches live under /data:
#   docker build -t yaodian .
#   docker run --rm -p 127.0.0.1:7860:7860 -v yaodian:/data yaodian

FROM python:3.11-slim AS build
RUN pip install --no-cache-dir uv && python -m venv /opt/yaodian
WORKDIR /src
# The locked packages first: they change less often than the code, and so stay in the layer cache.
COPY requirements.lock ./
RUN uv pip install --no-cache --python /opt/yaodian/bin/python -r requirements.lock
COPY . .
RUN uv pip install --no-cache --python /opt/yaodian/bin/python --no-deps .

FROM python:3.11-slim
RUN useradd --create-home --uid 10001 yaodian && install -d -o yaodian -g yaodian /data
COPY --from=build /opt/yaodian /opt/yaodian
ENV PATH=/opt/yaodian/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    YAODIAN_DATA_DIR=/data \
    YAODIAN_CACHE_DIR=/data/cache
USER yaodian
WORKDIR /data
VOLUME /data
EXPOSE 7860
# The first start writes the embedding model's graph; that is what the start period is for.
HEALTHCHECK --interval=30s --timeout=5s --start-period=120s \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f\"http://127.0.0.1:{os.environ.get('YAODIAN_PORT', '7860')}/healthz\", timeout=4)"]
# There is no login: publish the port to loopback only, or put something in front that asks who is there.
CMD ["yaodian", "serve", "--host", "0.0.0.0"]
