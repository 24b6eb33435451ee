/** Reads a Debian archive, checked from its signature down to the member of a package. */
@NullMarked
package io.slackwater.debian;

import org.jspecify.annotations.NullMarked;
