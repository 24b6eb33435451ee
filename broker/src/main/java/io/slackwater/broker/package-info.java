/** A Kafka broker of one node that needs no container: in this process, or in one of its own. */
@NullMarked
package io.slackwater.broker;

import org.jspecify.annotations.NullMarked;
