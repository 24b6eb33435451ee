/** The channels by which commands come in and outcomes go out. */
@NullMarked
package io.slackwater.executor.messaging;

import org.jspecify.annotations.NullMarked;
