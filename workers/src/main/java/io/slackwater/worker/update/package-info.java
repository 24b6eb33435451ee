/** Carries commands out on the hosts, in bounded queues, and answers with outcomes. */
@NullMarked
package io.slackwater.worker.update;

import org.jspecify.annotations.NullMarked;
