/** Debian's order of versions. */
@NullMarked
package io.slackwater.debian.version;

import org.jspecify.annotations.NullMarked;
