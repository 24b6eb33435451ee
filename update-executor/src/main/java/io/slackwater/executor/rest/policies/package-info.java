/** Policies over HTTP. */
@NullMarked
package io.slackwater.executor.rest.policies;

import org.jspecify.annotations.NullMarked;
