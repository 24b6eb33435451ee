/** The channels by which commands come in and outcomes go out. */
@NullMarked
package io.slackwater.executor.channel;

import org.jspecify.annotations.NullMarked;
