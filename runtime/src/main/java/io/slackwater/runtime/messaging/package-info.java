/** Receiving the commands of a topic through SmallRye Reactive Messaging. */
@NullMarked
package io.slackwater.runtime.messaging;

import org.jspecify.annotations.NullMarked;
