#!/bin/sh
# A gate for a pipeline: measures the server at $REDIS_URL, holds bounds, compares with an earlier result if there is one,
# and leaves bench.json, bench-junit.xml and a summary. Exit code 3: a bound does not hold, or something became worse.
#
#   bench-gate.sh [BASELINE.json]
set -eu
baseline=${1:-}
# A machine of a CI service is shared: noise is expected there, and said in the report.
redkit bench run --preset cache --fill -r "${KEYS:-10k}" -c 10 --rate "${RATE:-2k/s}" --for "${LENGTH:-30s}" --warmup 2s \
    --assert 'get.p50<100ms' --assert 'errors<1' \
    ${baseline:+--baseline "$baseline" --max-regress 'get.p50=400%'} \
    --accept "${ACCEPT:-noisy,client-limited}" \
    --out bench.json --junit bench-junit.xml --summary="${GITHUB_STEP_SUMMARY:-bench-summary.md}"
