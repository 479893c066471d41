#!/bin/sh
# Makes /sluice/start for the program that the second argument names: the options that the JVM is always started with and,
# unless the first argument is "false", what it learned in a first run with nothing to talk to (an AOT cache). The run ends
# when a service says that it is started.
set -eu

mkdir -p /sluice/start
options=/sluice/start/options
cache=/sluice/start/cache.aot
# Glibc is made to give back what the JVM's compilers no longer need, every five seconds. Where the C library is another
# one, the JVM would say at each start that it cannot.
printf '%s\n' --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -XX:TrimNativeHeapInterval=5000 -Xlog:trimnative=off >"$options"
[ "$1" != false ] || exit 0

export JDK_JAVA_OPTIONS=-Xmx256m SMALLRYE_CONFIG_LOCATIONS=/training/training.properties
log=/tmp/first-run.log
# The collector that a JVM chooses in a container of the usual size.
java "@$options" -XX:+UseSerialGC "-XX:AOTCacheOutput=$cache" -jar /sluice/run.jar --help >"$log" 2>&1 &
run=$!
tries=0
while kill -0 $run 2>/dev/null && [ $tries -lt 600 ] && ! grep -q ' started in ' "$log"; do
  sleep 0.5
  tries=$((tries + 1))
done
kill $run 2>/dev/null || true
(sleep 240 && kill -9 $run) 2>/dev/null &
limit=$!
wait $run || true
kill $limit 2>/dev/null || true
case $2 in
  cli | connection-service) sign=' ' ;; # they end by themselves, the one with its help, the other without a database
  *) sign=' started in ' ;;
esac
# SRCFG: a setting is missing or unknown, and nothing was begun.
if [ ! -s "$cache" ] || grep -q 'SRCFG00' "$log" || ! grep -q "$sign" "$log"; then
  tail -n 20 "$log" >&2
  echo "The program did not start, so that the JVM learned nothing: see training.properties. SLUICE_AOT=false does without." >&2
  exit 1
fi
# A JVM that cannot use the cache, such as one of another version, goes on without it and says nothing.
printf '%s\n' "-XX:AOTCache=$cache" '-Xlog:aot*=off,cds*=off' >>"$options"
