@NullMarked
package io.slackwater.inventory.match.kafka;

import org.jspecify.annotations.NullMarked;
