/** What happens when a stream of this process fails. */
@NullMarked
package io.slackwater.runtime.streams;

import org.jspecify.annotations.NullMarked;
