#!/bin/sh
# Testcontainers' LocalStackContainer calls a script of this name in place of an image's entry point, and waits for a line that
# ends with "Ready."
exec /opt/underpass/java/bin/java @/opt/underpass/java.arguments start --ready-line Ready.
