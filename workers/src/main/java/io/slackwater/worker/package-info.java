/** The workers that run against hosts, and how long a command of theirs may begin. */
@NullMarked
package io.slackwater.worker;

import org.jspecify.annotations.NullMarked;
