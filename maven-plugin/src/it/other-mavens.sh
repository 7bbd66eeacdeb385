#!/bin/sh
# Runs some of the integration tests on other Mavens than the one that builds this project:
#   maven-plugin/src/it/other-mavens.sh [version ...]
# The Mavens are fetched through the one that builds; MVN names another one than ../mvnw.
set -eu

module=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
mvn=${MVN:-$module/../mvnw}
tests=init-java,war-hello,war-reactor-names-app,war-packaging,war-reactor,war-parameters,check-finds-nothing,run-answers-on-tomcat,run-ends-with-maven
homes=$module/target/mavens

[ $# -gt 0 ] || set -- 3.6.3 3.8.7 3.9.16 4.0.0-rc-5
cd "$module/.."
for version in "$@"; do
  home=$homes/apache-maven-$version
  if [ ! -d "$home" ]; then
    # Not in the project's folder: unpacking has nothing to do with it.
    mkdir -p "$homes"
    (cd "$homes" && "$mvn" -q -B org.apache.maven.plugins:maven-dependency-plugin:3.11.0:unpack \
      "-Dartifact=org.apache.maven:apache-maven:$version:zip:bin" "-DoutputDirectory=$homes")
    chmod +x "$home/bin/mvn"
  fi
  echo "== Maven $version"
  "$mvn" -B -ntp verify -pl maven-plugin -Dtest=NoUnitTest -Dsurefire.failIfNoSpecifiedTests=false \
    "-Dit.mavenHome=$home" "-Dinvoker.test=$tests"
done
