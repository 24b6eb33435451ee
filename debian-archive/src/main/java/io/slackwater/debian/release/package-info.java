/** The signed release of a suite: who signed it, until when it holds, and the digests of its indexes. */
@NullMarked
package io.slackwater.debian.release;

import org.jspecify.annotations.NullMarked;
