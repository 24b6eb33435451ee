/** A service that can do no more work ends, so that whoever runs it starts it again. */
@NullMarked
package io.slackwater.runtime.liveness;

import org.jspecify.annotations.NullMarked;
