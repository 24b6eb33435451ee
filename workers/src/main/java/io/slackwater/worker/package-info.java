/** What the workers have in common: how long a command may begin. */
@NullMarked
package io.slackwater.worker;

import org.jspecify.annotations.NullMarked;
