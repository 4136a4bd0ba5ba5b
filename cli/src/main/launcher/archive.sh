#!/bin/sh
# Makes the class-data archive of one installation on one JVM: a memory image of the classes that short commands load,
# which takes about half of a command's CPU time away. Started by bin/redkit, in the background; never talks.
# One at a time; the archive appears by a rename, or not at all.
#
#   archive.sh JAVA_HOME MAJOR ARCHIVE START_FOLDER APP CLASSPATH NEWEST_JAR JVM_OPTION...

set -u
home=$1 major=$2 archive=$3 start=$4 app=$5 classpath=$6 jar=$7
shift 7
folder=${archive%/*}
lock=$start/lock
part=$archive.$$

# A failure is remembered for a day, so that a machine where it cannot work is not kept busy with trying.
[ ! -e "$archive.failed" ] || [ -n "$(find "$archive.failed" -mtime +0)" ] || exit 0
umask 077
mkdir -p "$folder" || exit 0

until mkdir "$lock"; do
    [ -d "$lock" ] || exit 0
    read -r owner <"$lock/pid" || {
        sleep 1 # between its mkdir and its echo
        read -r owner <"$lock/pid" || owner=
    }
    [ -n "$owner" ] && kill -0 "$owner" && exit 0
    rm -rf "$lock"
done
echo $$ >"$lock/pid"
trap 'rm -rf "$lock" "$part" "$part.config"' EXIT

# While we waited for the lock it may have been made.
if [ -f "$archive" ] && ! [ "$jar" -nt "$archive" ]; then exit 0; fi

if [ "$major" -ge 25 ]; then write=-XX:AOTCacheOutput=$part; else write=-XX:ArchiveClassesAtExit=$part; fi
unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS
"$home/bin/java" -Xlog:disable "$write" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC "$@" \
    -cp "$classpath" dev.redkit.cli.Training
if [ -s "$part" ] && mv -f "$part" "$archive"; then
    rm -f "$archive.failed"
    # With a clock behind the jar's date the archive would look old for ever.
    ! [ "$jar" -nt "$archive" ] || touch -r "$jar" "$archive"
    printf '%s\n%s\n' "$app" "$home" >"$folder/owner"
else
    : >"$archive.failed"
fi

# What earlier builds and updated JVMs left here, and everything of installations and JVMs that are gone.
for other in "$folder"/*.jsa "$folder"/*.aot "$folder"/*.failed; do
    case $other in
        "$archive" | "$archive.failed") ;;
        *) rm -f "$other" ;;
    esac
done
find "$start" -type f -name owner | while IFS= read -r owner; do
    { IFS= read -r its_app && IFS= read -r its_home; } <"$owner" || continue
    if [ -d "$its_app/lib" ] && [ -x "$its_home/bin/java" ]; then continue; fi
    gone=${owner%/owner}
    rm -f "$gone"/*.jsa "$gone"/*.aot "$gone"/*.failed "$owner"
    while [ "$gone" != "$start" ] && rmdir "$gone"; do gone=${gone%/*}; done
done
