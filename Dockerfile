# The browser application and the typefaces, which need Node to be made and not to be served.
FROM node:24-bookworm-slim AS made
WORKDIR /app
RUN apt-get update && apt-get install --yes --no-install-recommends python3 && rm -rf /var/lib/apt/lists/*
COPY web/package.json web/package-lock.json web/
RUN npm ci --prefix web --no-audit --no-fund
COPY web web
RUN npm run build --prefix web
COPY tools tools
COPY career/documents/fonts.json career/documents/
RUN python3 tools/fonts.py

FROM python:3.13-slim-bookworm
RUN apt-get update \
 && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --create-home shortlist
WORKDIR /app
COPY requirements.lock .
RUN pip install --no-cache-dir --no-deps --require-hashes --requirement requirements.lock
COPY models models
COPY career career
COPY server server
COPY realtime realtime
COPY tasks tasks
COPY --from=made /app/server/static/app server/static/app
COPY --from=made /app/career/documents/fonts career/documents/fonts
RUN install -d -o shortlist /data
USER shortlist
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOST=0.0.0.0 PORT=8000 DATA_DIR=/data LOG_FORMAT=json
VOLUME /data
EXPOSE 8000
# Alone it starts everything, with engines of its own under /data; compose.yaml starts one process each.
CMD ["python", "-m", "server"]
