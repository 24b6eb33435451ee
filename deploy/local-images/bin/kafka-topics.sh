#!/bin/sh
exec java -Xmx128m -XX:TieredStopAtLevel=1 -cp '/opt/kafka/libs/*' \
  -Dlog4j2.configurationFile=/etc/kafka/docker/tools-log4j2.yaml org.apache.kafka.tools.TopicCommand "$@"
