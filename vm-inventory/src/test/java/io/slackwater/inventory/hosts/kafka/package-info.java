@NullMarked
package io.slackwater.inventory.hosts.kafka;

import org.jspecify.annotations.NullMarked;
