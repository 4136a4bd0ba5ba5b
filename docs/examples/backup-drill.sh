#!/bin/sh
# A backup that nobody has restored is a hope. This takes one, checks it, gives it to a server that redkit brings along and
# that is gone afterwards, and compares what is there with what was taken. For cron or a systemd timer:
#
#   REDIS_URL=redis://cache:6379 backup-drill.sh /backups
#
# Everything that goes wrong ends it with an exit code other than 0, which is what a scheduler tells about.
set -eu
shelf=${1:?usage: backup-drill.sh FOLDER}
redkit=${REDKIT:-redkit}

# Take it; older ones that need not be kept go, once the new one is there.
"$redkit" -q -o json backup take "$shelf" --deep --keep "${KEEP:-7d,4w,12m}" >"$shelf/.last.json"
name=$(sed -n 's/^  "name": "\(.*\)",$/\1/p' "$shelf/.last.json")
taken=$(sed -n 's/^  "keys": \([0-9]*\),$/\1/p' "$shelf/.last.json")

# Read it again from the disk it lies on.
"$redkit" -q backup check "$shelf/$name" --deep >/dev/null

# Give it back, to a server of its own, and compare every value. What has expired since counts as skipped.
REDIS_URL= "$redkit" -q --embedded -o json backup restore "$shelf/$name" --verify full >"$shelf/.drill.json"
restored=$(sed -n 's/^  "restored": \([0-9]*\),$/\1/p' "$shelf/.drill.json")
expired=$(sed -n 's/^  "expired": \([0-9]*\),$/\1/p' "$shelf/.drill.json")

if [ $((restored + expired)) -ne "$taken" ]; then
    echo "drill failed: $taken keys were taken, $restored restored, $expired expired meanwhile" >&2
    exit 1
fi
echo "drill passed: $name, $taken keys taken, $restored restored, $expired expired meanwhile"
