/** Which existing volumes hold which portion versions, by an operator's rules. */
@NullMarked
package io.slackwater.worker.watch.adoption;

import org.jspecify.annotations.NullMarked;
