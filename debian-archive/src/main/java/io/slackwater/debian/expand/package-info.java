/** Decompression within bounds. */
@NullMarked
package io.slackwater.debian.expand;

import org.jspecify.annotations.NullMarked;
