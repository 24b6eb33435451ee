/** Archives and keys that tests make for themselves. */
@NullMarked
package io.slackwater.debian.testing;

import org.jspecify.annotations.NullMarked;
