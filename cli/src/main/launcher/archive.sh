#!/bin/sh
# Makes the class-data archives of one installation on one JVM: memory images of the classes that short commands load,
# which take about half of a command's CPU time away. A slim one, and a wide one that knows Lettuce too, for clusters and
# Sentinel. Started by bin/redkit, in the background; never talks. One at a time; an archive appears by a rename, or not
# at all.
#
#   archive.sh JAVA_HOME MAJOR STEM SUFFIX START_FOLDER APP CLASSPATH NEWEST_JAR JVM_OPTION...
#
# makes STEM.SUFFIX and STEM-wide.SUFFIX.

set -u
home=$1 major=$2 stem=$3 suffix=$4 start=$5 app=$6 classpath=$7 jar=$8
shift 8
folder=${stem%/*}
lock=$start/lock
part=$stem.$$
umask 077
mkdir -p "$folder" || exit 0
unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS

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

# make ARCHIVE WIDTH JVM_OPTION...
make() {
    archive=$1 width=$2
    shift 2
    # While we waited for the lock it may have been made.
    if [ -f "$archive" ] && ! [ "$jar" -nt "$archive" ]; then return; fi
    # A failure is remembered for a day, so that a machine where it cannot work is not kept busy with trying.
    [ ! -e "$archive.failed" ] || [ -n "$(find "$archive.failed" -mtime +0)" ] || return
    if [ "$major" -ge 25 ]; then write=-XX:AOTCacheOutput=$part; else write=-XX:ArchiveClassesAtExit=$part; fi
    "$home/bin/java" -Xlog:disable "$write" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC "$@" -cp "$classpath" \
        dev.redkit.cli.Training "$width"
    if [ -s "$part" ] && mv -f "$part" "$archive"; then
        rm -f "$archive.failed"
        # With a clock behind the jar's date the archive would look old for ever.
        ! [ "$jar" -nt "$archive" ] || touch -r "$jar" "$archive"
        printf '%s\n%s\n' "$app" "$home" >"$folder/owner"
    else
        : >"$archive.failed"
    fi
}
make "$stem.$suffix" slim "$@"
make "$stem-wide.$suffix" wide "$@"

# What earlier builds and updated JVMs left here, and everything of installations and JVMs that are gone.
for other in "$folder"/*.jsa "$folder"/*.aot "$folder"/*.failed; do
    case $other in
        "$stem.$suffix"* | "$stem-wide.$suffix"*) ;;
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
