@NullMarked
package io.slackwater.inventory.watch.kafka;

import org.jspecify.annotations.NullMarked;
