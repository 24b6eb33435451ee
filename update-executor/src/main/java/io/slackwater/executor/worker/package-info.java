/** Carries commands out on the hosts, in bounded queues, and answers with outcomes. */
@NullMarked
package io.slackwater.executor.worker;

import org.jspecify.annotations.NullMarked;
