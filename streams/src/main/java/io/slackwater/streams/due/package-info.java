/** What is due by time, as an index on the heap beside a state store. */
@NullMarked
package io.slackwater.streams.due;

import org.jspecify.annotations.NullMarked;
