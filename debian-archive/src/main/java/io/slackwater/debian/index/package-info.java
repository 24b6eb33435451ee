/** Package indexes and dependencies. */
@NullMarked
package io.slackwater.debian.index;

import org.jspecify.annotations.NullMarked;
